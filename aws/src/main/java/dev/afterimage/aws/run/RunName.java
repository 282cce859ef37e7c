// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a user names a run: an execution ARN, a URL of the Step Functions console, {@code
 * machine:execution}, {@code machine:last-failed}, {@code machine:last-success}, or the name of an
 * execution alone; {@code #redrive=N} behind it means one segment.
 */
public sealed interface RunName {
  /**
   * An execution by its ARN.
   *
   * @param start when an Express execution started, where a console URL tells it
   */
  record ByArn(String arn, Optional<Instant> start) implements RunName {
    public ByArn {
      requireNonNull(arn, "arn is null");
      requireNonNull(start, "start is null");
    }
  }

  /** An execution of a state machine, which is named by its name or ARN. */
  record OfMachine(String machine, String execution) implements RunName {
    public OfMachine {
      requireNonNull(machine, "machine is null");
      requireNonNull(execution, "execution is null");
    }
  }

  /** The last execution of a state machine that ended in one way. */
  record Last(String machine, boolean succeeded) implements RunName {
    public Last {
      requireNonNull(machine, "machine is null");
    }
  }

  /** An execution by its name alone: which state machine it is of, something else must tell. */
  record Alone(String execution) implements RunName {
    public Alone {
      requireNonNull(execution, "execution is null");
    }
  }

  /**
   * Reads a name.
   *
   * @param machine the state machine that a name alone is of
   * @throws IllegalArgumentException where the text names no run; the message says why
   */
  static RunName parse(String text, Optional<String> machine) {
    String plain = text.strip().replaceFirst("#redrive=\\d{1,4}$", "");
    if (plain.isEmpty()) {
      throw new IllegalArgumentException("the name of a run is empty");
    }
    if (plain.startsWith("https://") || plain.startsWith("http://")) {
      return RunNames.ofUrl(plain);
    }
    if (plain.startsWith("arn:")) {
      return RunNames.ofArn(plain, Optional.empty());
    }
    int colon = plain.lastIndexOf(':');
    if (colon < 0) {
      return machine.map(m -> RunNames.of(m, plain)).orElseGet(() -> new Alone(plain));
    }
    return RunNames.of(plain.substring(0, colon), plain.substring(colon + 1));
  }

  /** Reads the forms that names have. */
  final class RunNames {
    private static final Pattern IN_URL = Pattern.compile("arn(?::|%3A)[^?#&\"' ]+");
    private static final Pattern START = Pattern.compile("[?&]startDate=(\\d{10,13})");
    private static final Pattern EXECUTION =
        Pattern.compile(
            "arn:[^:]+:states:[^:]+:\\d{12}:(?:execution|express):[^:]+:[^:]+(?::[^:]+)?");

    private RunNames() {}

    static RunName ofUrl(String url) {
      Matcher matcher = IN_URL.matcher(url);
      if (!matcher.find()) {
        throw new IllegalArgumentException(
            "no execution in the URL "
                + url
                + "; open the execution in the console and copy its URL");
      }
      Matcher start = START.matcher(url);
      Optional<Instant> at = start.find() ? Optional.of(moment(start.group(1))) : Optional.empty();
      return ofArn(URLDecoder.decode(matcher.group(), StandardCharsets.UTF_8), at);
    }

    private static Instant moment(String digits) {
      long number = Long.parseLong(digits);
      return digits.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    static RunName ofArn(String arn, Optional<Instant> start) {
      if (EXECUTION.matcher(arn).matches()) {
        return new ByArn(arn, start);
      }
      int colon = arn.lastIndexOf(':');
      String machine = arn.substring(0, colon);
      if (machine.matches("arn:[^:]+:states:[^:]+:\\d{12}:stateMachine:[^:]+")) {
        return of(machine, arn.substring(colon + 1));
      }
      throw new IllegalArgumentException(
          arn
              + " is not the ARN of an execution (arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME)");
    }

    static RunName of(String machine, String execution) {
      if (machine.isEmpty() || execution.isEmpty()) {
        throw new IllegalArgumentException(
            "give a run as MACHINE:EXECUTION, not as " + machine + ":" + execution);
      }
      return switch (execution) {
        case "last-failed" -> new Last(machine, false);
        case "last-success" -> new Last(machine, true);
        default -> new OfMachine(machine, execution);
      };
    }
  }
}
