// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import dev.afterimage.core.invocation.Sandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds values in the log that stand still within a process and differ between processes, whatever
 * the words around them: moments, times elapsed since or remaining to a moment, other tokens.
 *
 * <p>Lines with the same words are one slot per number or moment in them. A slot stands still where
 * at least one process printed it in two invocations and every process that did so printed the
 * same, and where two processes printed different ones. Clock readings move, durations of single
 * invocations differ, constants of the configuration are the same everywhere: none of these does.
 */
final class FrozenValues {
  /** Moments, UUIDs, other tokens of letters and digits, and numbers, whatever their unit. */
  private static final Pattern VALUE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?:Z|[+-]\\d{2}:?\\d{2})?"
              + "|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?<![\\w.-])(?=[\\w-]{0,63}[A-Za-z])(?=[\\w-]{0,63}\\d)[\\w-]{8,64}(?![\\w-])"
              + "|(?<![\\w.])-?\\d+(?:\\.\\d+)?");

  private static final int LONGEST_LINE = 2_000;
  private static final double TOLERANCE_SECONDS = 1.5;

  /** The times at which a slot was printed must lie apart for its standing still to say much. */
  private static final double LEAST_SPREAD_SECONDS = 10;

  private final Map<String, List<Sample>> slots = new TreeMap<>();

  private record Sample(Invocation invocation, LogLine line, String value, boolean failed) {
    String process() {
      return invocation.place().stream().name() + " #" + invocation.place().generation();
    }

    double seconds() {
      return epochSeconds(line.at());
    }

    Optional<Double> processStart() {
      Sandbox.ProcessStart start = invocation.place().start();
      return start.known() ? Optional.of(epochSeconds(start.latest())) : Optional.empty();
    }
  }

  /** Returns what stands still in lines of failing trials, the most telling first. */
  static List<FrozenValue> of(List<Trial> trials) {
    FrozenValues values = new FrozenValues();
    for (Trial trial : trials) {
      trial.invocation().ifPresent(invocation -> values.add(invocation, trial.isFailed()));
    }
    return values.slots.values().stream()
        .filter(samples -> samples.stream().anyMatch(Sample::failed))
        .flatMap(samples -> frozen(samples).stream())
        .sorted(
            Comparator.comparing(FrozenValue::reading)
                .thenComparing(value -> -value.processes())
                .thenComparing(FrozenValue::shown))
        .toList();
  }

  private void add(Invocation invocation, boolean failed) {
    for (LogLine line : invocation.lines()) {
      if (line.content() instanceof LogLine.Application app
          && app.text().length() <= LONGEST_LINE) {
        String text = app.text();
        Matcher matcher = VALUE.matcher(text);
        String words = VALUE.matcher(text).replaceAll("#");
        for (int slot = 0; matcher.find(); slot++) {
          slots
              .computeIfAbsent(words + "\n" + slot, key -> new ArrayList<>())
              .add(new Sample(invocation, line, matcher.group(), failed));
        }
      }
    }
  }

  private static Optional<FrozenValue> frozen(List<Sample> samples) {
    return Stream.<Optional<FrozenValue>>of(
            moment(samples),
            counted(samples, FrozenValue.Reading.ELAPSED, 1),
            counted(samples, FrozenValue.Reading.ELAPSED, 0.001),
            counted(samples, FrozenValue.Reading.REMAINING, 1),
            counted(samples, FrozenValue.Reading.REMAINING, 0.001),
            token(samples))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<FrozenValue> moment(List<Sample> samples) {
    return implied(
        samples,
        FrozenValue.Reading.MOMENT,
        sample ->
            Timestamps.parse(sample.value())
                .map(FrozenValues::epochSeconds)
                .filter(moment -> moment > 1e9)
                .orElse(Double.NaN));
  }

  private static Optional<FrozenValue> counted(
      List<Sample> samples, FrozenValue.Reading reading, double unit) {
    int sign = reading == FrozenValue.Reading.ELAPSED ? -1 : 1;
    return implied(
        samples,
        reading,
        sample -> {
          boolean number = sample.value().matches("-?\\d{1,9}(\\.\\d+)?");
          return number
              ? sample.seconds() + sign * unit * Double.parseDouble(sample.value())
              : Double.NaN;
        });
  }

  /**
   * A slot whose values all imply one moment in each process, not the same in all, and always as
   * far from the start of the process: the start of a run or of a day is none of the process.
   */
  private static Optional<FrozenValue> implied(
      List<Sample> samples, FrozenValue.Reading reading, ToDoubleFunction<Sample> moment) {
    boolean exact = reading == FrozenValue.Reading.MOMENT;
    double tolerance = exact ? 0.001 : TOLERANCE_SECONDS;
    Map<String, List<Sample>> byProcess = byProcess(samples);
    TreeSet<Double> moments = new TreeSet<>();
    TreeSet<Double> offsets = new TreeSet<>();
    boolean repeated = false;
    for (List<Sample> process : byProcess.values()) {
      double[] range = range(process, moment);
      if (Double.isNaN(range[0]) || range[1] - range[0] > tolerance) {
        return Optional.empty();
      }
      double[] printed = range(process, Sample::seconds);
      repeated |= invocations(process) > 1 && printed[1] - printed[0] >= LEAST_SPREAD_SECONDS;
      moments.add(range[0]);
      process.get(0).processStart().ifPresent(start -> offsets.add(range[0] - start));
    }
    boolean differs = moments.size() > 1 && moments.last() - moments.first() > 2 * tolerance;
    boolean followsStart =
        offsets.isEmpty() || offsets.last() - offsets.first() <= 2 * TOLERANCE_SECONDS;
    return repeated && differs && followsStart
        ? Optional.of(
            value(reading, samples, byProcess.size(), offsets.isEmpty() ? 0 : offsets.first()))
        : Optional.empty();
  }

  /** A slot with one text in each process, and not the same in all. */
  private static Optional<FrozenValue> token(List<Sample> samples) {
    Map<String, List<Sample>> byProcess = byProcess(samples);
    TreeSet<String> all = new TreeSet<>();
    int repeated = 0;
    for (List<Sample> process : byProcess.values()) {
      TreeSet<String> own = new TreeSet<>();
      process.forEach(sample -> own.add(sample.value()));
      if (own.size() > 1) {
        return Optional.empty();
      }
      repeated += invocations(process) > 1 ? 1 : 0;
      all.addAll(own);
    }
    return repeated >= 2 && all.size() == byProcess.size()
        ? Optional.of(value(FrozenValue.Reading.TOKEN, samples, byProcess.size(), 0))
        : Optional.empty();
  }

  private static FrozenValue value(
      FrozenValue.Reading reading, List<Sample> samples, int processes, double offset) {
    List<Sample> failedFirst =
        samples.stream().sorted(Comparator.comparing(sample -> !sample.failed())).toList();
    List<Ref> refs = failedFirst.stream().map(sample -> sample.line().ref()).limit(12).toList();
    return new FrozenValue(reading, failedFirst.get(0).line().text(), processes, offset, refs);
  }

  private static Map<String, List<Sample>> byProcess(List<Sample> samples) {
    Map<String, List<Sample>> byProcess = new TreeMap<>();
    samples.forEach(s -> byProcess.computeIfAbsent(s.process(), p -> new ArrayList<>()).add(s));
    return byProcess;
  }

  private static long invocations(List<Sample> samples) {
    return samples.stream().map(Sample::invocation).distinct().count();
  }

  /** Least and most; NaN where any value is no number. */
  private static double[] range(List<Sample> samples, ToDoubleFunction<Sample> of) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Sample sample : samples) {
      double value = of.applyAsDouble(sample);
      if (Double.isNaN(value)) {
        return new double[] {Double.NaN, Double.NaN};
      }
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new double[] {least, most};
  }

  private static double epochSeconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
