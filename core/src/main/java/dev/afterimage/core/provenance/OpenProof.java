// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.provenance.ImageInForce.Grade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the proof of an image leaves open.
 *
 * @param alternatives other digests that may have run instead
 * @param calls what would raise the grade; empty where nothing can
 */
public record OpenProof(List<String> alternatives, List<Call> calls) {
  /** LookupEvents answers for 90 days. */
  private static final Duration TRAIL = Duration.ofDays(90);

  /** Logs can arrive late, and an invocation may go on after its run. */
  private static final Duration MARGIN = Duration.ofMinutes(15);

  /**
   * A call that would prove more.
   *
   * @param text what its answer would show
   * @param command the words of an AWS CLI command
   * @param iamAction the permission it needs
   */
  public record Call(String text, List<String> command, String iamAction) {
    public Call {
      requireNonNull(text, "text is null");
      command = List.copyOf(command);
      requireNonNull(iamAction, "iamAction is null");
    }
  }

  public OpenProof {
    alternatives = List.copyOf(alternatives);
    calls = List.copyOf(calls);
  }

  /**
   * Returns what is open of one image.
   *
   * @param side all images that the same run saw of the function
   */
  public static OpenProof of(
      ImageHistory history, String function, ImageInForce image, List<ImageInForce> side) {
    return new OpenProof(
        alternatives(history, function, image, side).distinct().sorted().toList(),
        new Calls(history, function, image).all());
  }

  private static Stream<String> alternatives(
      ImageHistory history, String function, ImageInForce image, List<ImageInForce> side) {
    Stream<String> others =
        switch (image.proof().grade()) {
          case PROVED, RECONSTRUCTED -> Stream.empty();
          case AMBIGUOUS ->
              side.stream()
                  .filter(other -> other.proof().grade() == Grade.AMBIGUOUS)
                  .flatMap(other -> other.digest().stream());
          case UNKNOWN ->
              history.states().of(function, image.version()).map(state -> state.code().digest());
        };
    return others.filter(digest -> !image.digest().filter(digest::equals).isPresent());
  }

  /** The calls that would raise the grade of one image. */
  private record Calls(ImageHistory history, String function, ImageInForce image) {

    List<Call> all() {
      Grade grade = image.proof().grade();
      if (grade == Grade.PROVED) {
        return List.of();
      }
      if (image.version().equals(FunctionState.LATEST)) {
        return latest(grade);
      }
      return image.version().matches("\\d+") ? published(grade) : List.of(alias(), events());
    }

    private List<Call> latest(Grade grade) {
      List<Call> calls = new ArrayList<>();
      if (grade != Grade.AMBIGUOUS && mayStillHold()) {
        calls.add(
            new Call(
                "if the function was not changed since, its answer proves what ran",
                List.of("aws", "lambda", "get-function", "--function-name", function),
                "lambda:GetFunction"));
      }
      if (grade != Grade.RECONSTRUCTED && !isTrailHere()) {
        calls.add(events());
      }
      if (grade == Grade.AMBIGUOUS && image.uses().sandboxes().isEmpty()) {
        calls.add(logs("the start of each sandbox places its calls before or after the update"));
      }
      return calls;
    }

    private List<Call> published(Grade grade) {
      if (image.digest().isEmpty()) {
        return List.of(
            new Call(
                "version " + image.version() + " never changes, so its answer proves what ran",
                List.of(
                    "aws",
                    "lambda",
                    "get-function",
                    "--function-name",
                    function,
                    "--qualifier",
                    image.version()),
                "lambda:GetFunction"));
      }
      List<Call> calls = new ArrayList<>();
      if (image.uses().sandboxes().isEmpty()) {
        calls.add(logs("the name of each log stream holds the version that ran"));
      }
      if (grade == Grade.UNKNOWN) {
        calls.add(events());
      }
      return calls;
    }

    /** Whether nothing shows that the code asked for now is another than what ran. */
    private boolean mayStillHold() {
      return history
          .states()
          .of(function, FunctionState.LATEST)
          .flatMap(state -> state.validity().modified().stream())
          .noneMatch(at -> at.isAfter(image.uses().from()));
    }

    private boolean isTrailHere() {
      return history
          .trail()
          .coverage(
              image.uses().from(),
              image.uses().to().plusMillis(1),
              Set.of("ResourceName=" + function, "EventSource=lambda.amazonaws.com"))
          .isPresent();
    }

    private Call alias() {
      return new Call(
          "it tells where the alias leads now",
          List.of(
              "aws", "lambda", "get-alias", "--function-name", function, "--name", image.version()),
          "lambda:GetAlias");
    }

    private Call events() {
      return new Call(
          "CloudTrail, which keeps 90 days, shows each update of the function",
          List.of(
              "aws",
              "cloudtrail",
              "lookup-events",
              "--lookup-attributes",
              "AttributeKey=ResourceName,AttributeValue=" + function,
              "--start-time",
              asked(at -> at.isBefore(image.uses().from()))
                  .max(Instant::compareTo)
                  .orElse(image.uses().from().minus(TRAIL))
                  .toString(),
              "--end-time",
              asked(at -> at.isAfter(image.uses().to()))
                  .min(Instant::compareTo)
                  .orElse(image.uses().to().plus(MARGIN))
                  .toString()),
          "cloudtrail:LookupEvents");
    }

    /** When an answer showed the function: the updates from then to its use are what counts. */
    private Stream<Instant> asked(Predicate<Instant> when) {
      return history
          .states()
          .answers(function)
          .map(state -> state.validity().askedAt())
          .flatMap(Optional::stream)
          .filter(when);
    }

    private Call logs(String text) {
      return new Call(
          text,
          List.of(
              "aws",
              "logs",
              "filter-log-events",
              "--log-group-name",
              "/aws/lambda/" + function,
              "--start-time",
              Long.toString(image.uses().from().toEpochMilli()),
              "--end-time",
              Long.toString(image.uses().to().plus(MARGIN).toEpochMilli())),
          "logs:FilterLogEvents");
    }
  }
}
