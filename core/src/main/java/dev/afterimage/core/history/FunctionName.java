// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda function that a task names, by name, partial or full ARN.
 *
 * @param name the function's name alone
 * @param qualifier the version or alias asked for; none is {@code $LATEST}
 */
public record FunctionName(String name, Optional<String> qualifier) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:[^:]+:lambda:[^:]*:[^:]*:function:|[^:]*:?[^:]*:?function:)?"
              + "(?<name>[^:]+)(?::(?<qualifier>[^:]+))?");

  public FunctionName {
    requireNonNull(name, "name is null");
    requireNonNull(qualifier, "qualifier is null");
  }

  /** Reads a name or ARN; none where the text is neither. */
  public static Optional<FunctionName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FunctionName(
                matcher.group("name"), Optional.ofNullable(matcher.group("qualifier"))))
        : Optional.empty();
  }

  /** Returns this name with a qualifier that stands beside it. */
  public FunctionName qualified(Optional<String> beside) {
    return new FunctionName(name, qualifier.or(() -> beside));
  }
}
