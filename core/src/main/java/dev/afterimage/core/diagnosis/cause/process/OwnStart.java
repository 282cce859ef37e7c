// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds failing invocations that name the moment at which their own process started, in the error
 * or in a line: what was taken then is still in use.
 */
final class OwnStart {
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?:Z|[+-]\\d{2}:?\\d{2})?"
              + "|(?<![\\w.])1\\d{12}(?![\\w.])|(?<![\\w.])1\\d{9}(?:\\.\\d+)?(?!\\w)");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** A process that is not much older than its start cannot tell the two apart. */
  private static final Duration LEAST_AGE = Duration.ofSeconds(30);

  private OwnStart() {}

  /** A failing process that names its start. */
  record Named(String process, Ref ref) {
    Named {
      requireNonNull(process, "process is null");
      requireNonNull(ref, "ref is null");
    }
  }

  /** Whether a value is a date, and the one on which a process started, anywhere on earth. */
  static boolean isDayOf(String value, Instant start) {
    if (!DAY.matcher(value).matches()) {
      return false;
    }
    try {
      Instant day = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
      return Duration.between(day, start).abs().compareTo(Duration.ofHours(38)) <= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  static List<Named> of(List<Trial> failed) {
    List<Named> named = new ArrayList<>();
    for (Trial trial : failed) {
      trial.invocation().flatMap(invocation -> named(trial, invocation)).ifPresent(named::add);
    }
    return named;
  }

  private static Optional<Named> named(Trial trial, Invocation invocation) {
    Invocation.Place place = invocation.place();
    Instant start = place.start().latest();
    boolean old =
        place.start().known()
            && Duration.between(start, invocation.times().start()).compareTo(LEAST_AGE) > 0;
    if (!old) {
      return Optional.empty();
    }
    String process = place.stream().name() + " #" + place.generation();
    return invocation.lines().stream()
        .filter(line -> line.content() instanceof LogLine.Application)
        .filter(line -> names(((LogLine.Application) line.content()).text(), start))
        .map(line -> new Named(process, line.ref()))
        .findFirst()
        .or(() -> inError(trial, start).map(ref -> new Named(process, ref)));
  }

  private static Optional<Ref> inError(Trial trial, Instant start) {
    return trial
        .call()
        .map(call -> call.call().attempt().end())
        .filter(end -> names(ErrorText.of(end.cause()).message(), start))
        .map(end -> end.ref());
  }

  private static boolean names(String text, Instant start) {
    Matcher matcher = MOMENT.matcher(text.length() > 4_000 ? text.substring(0, 4_000) : text);
    while (matcher.find()) {
      boolean close =
          Timestamps.parse(matcher.group().replace(',', '.'))
              .filter(at -> Duration.between(start, at).abs().compareTo(CLOSE) <= 0)
              .isPresent();
      if (close) {
        return true;
      }
    }
    return false;
  }
}
