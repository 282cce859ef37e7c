// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log stream: one sandbox writes one for its life.
 *
 * @param group the log group, where the evidence names it
 * @param name the stream's name; a made-up one where the evidence gives none
 */
public record StreamId(Optional<String> group, String name) implements Comparable<StreamId> {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<date>\\d{4}/\\d{2}/\\d{2})/(?<function>[^\\[\\]]+)?"
              + "\\[(?<version>\\$LATEST|\\d+)\\]\\[?(?<sandbox>[0-9a-zA-Z-]+)\\]?");

  public StreamId {
    requireNonNull(group, "group is null");
    requireNonNull(name, "name is null");
  }

  /** Returns the version that the sandbox serves. */
  public Optional<String> version() {
    return part("version");
  }

  /** Returns the function that a stream of a shared log group names. */
  public Optional<String> function() {
    return part("function");
  }

  /** Returns the sandbox's own part of the name, else the whole name. */
  public String sandbox() {
    return part("sandbox").orElse(name);
  }

  /** Returns the start of the day (UTC) on which the stream was created. */
  public Optional<Instant> createdFrom() {
    return part("date")
        .flatMap(
            date -> {
              try {
                return Optional.of(
                    LocalDate.parse(date.replace('/', '-'))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
              } catch (DateTimeException e) {
                return Optional.empty();
              }
            });
  }

  private Optional<String> part(String group) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
  }

  @Override
  public int compareTo(StreamId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : group.orElse("").compareTo(other.group.orElse(""));
  }
}
