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
import java.util.function.BiPredicate;
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

  /** Returns the failing processes that name the moment of their own start. */
  static List<Named> of(List<Trial> failed) {
    return named(failed, OwnStart::names);
  }

  /**
   * Returns the failing processes that name the day of their own start in UTC, on a later day: a
   * lead, as data can be of the day before.
   */
  static List<Named> ofDay(List<Trial> failed) {
    return named(
        failed.stream().filter(OwnStart::isOfLaterDay).toList(),
        (text, start) -> text.contains(day(start)));
  }

  private static boolean isOfLaterDay(Trial trial) {
    return trial
        .invocation()
        .filter(i -> !day(i.place().start().latest()).equals(day(i.times().start())))
        .isPresent();
  }

  private static String day(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static List<Named> named(List<Trial> failed, BiPredicate<String, Instant> names) {
    List<Named> named = new ArrayList<>();
    for (Trial trial : failed) {
      trial.invocation().flatMap(i -> named(trial, i, names)).ifPresent(named::add);
    }
    return named;
  }

  private static Optional<Named> named(
      Trial trial, Invocation invocation, BiPredicate<String, Instant> names) {
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
        .filter(line -> names.test(((LogLine.Application) line.content()).text(), start))
        .map(line -> new Named(process, line.ref()))
        .findFirst()
        .or(() -> inError(trial, start, names).map(ref -> new Named(process, ref)));
  }

  private static Optional<Ref> inError(
      Trial trial, Instant start, BiPredicate<String, Instant> names) {
    return trial
        .call()
        .map(call -> call.call().attempt().end())
        .filter(end -> names.test(ErrorText.of(end.cause()).message(), start))
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
