// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import dev.afterimage.core.compare.Aligner;
import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of the timeline: aligned steps under their Maps and items, child runs under steps. */
public final class Lanes {
  private final Runs runs;
  private final Set<Run> shown = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();

  private Lanes(Runs runs) {
    this.runs = runs;
  }

  /** What a row shows. */
  public enum Kind {
    TASK,
    MAP,
    PARALLEL,
    /** An item of a Map, or a child run. */
    ITEM,
    OTHER
  }

  /**
   * A row.
   *
   * @param parent the row above it; -1 at the top
   * @param a the baseline's step; none for an item, which has steps below it
   */
  public record Row(
      int parent, Kind kind, String label, String path, Optional<Step> a, Optional<Step> b) {}

  /** Returns the rows of two runs, parents first. */
  public static List<Row> of(Situation situation, Alignment alignment) {
    Lanes lanes = new Lanes(situation.runs());
    Level top = lanes.new Level(-1, "");
    top.add(alignment);
    top.addRest(situation.baseline(), Optional.of(situation.run()));
    return lanes.rows;
  }

  private int add(Row row) {
    rows.add(row);
    return rows.size() - 1;
  }

  private static Kind kind(Step step) {
    return switch (step.id().type()) {
      case TASK_STATE -> Kind.TASK;
      case MAP_STATE -> Kind.MAP;
      case PARALLEL_STATE -> Kind.PARALLEL;
      default -> Kind.OTHER;
    };
  }

  /** The alignment of two runs, below one row. */
  private final class Level {
    private final int top;
    private final String prefix;
    private final Map<Long, Integer> containersA = new HashMap<>();
    private final Map<Long, Integer> containersB = new HashMap<>();
    private final Map<Step.Frame, Step.Frame> partners = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();

    Level(int top, String prefix) {
      this.top = top;
      this.prefix = prefix;
    }

    void add(Alignment alignment) {
      for (Alignment.StepPair pair : alignment.pairs()) {
        if (pair.a().isPresent() && pair.b().isPresent()) {
          partners.put(pair.a().get().id().frame(), pair.b().get().id().frame());
        }
      }
      alignment.pairs().forEach(this::add);
    }

    /** What stands in a Map that only one run entered is in no pair. */
    void addRest(Optional<Run> a, Optional<Run> b) {
      a.ifPresent(
          run -> run.steps().forEach(step -> addAlone(Optional.of(step), Optional.empty())));
      b.ifPresent(
          run -> run.steps().forEach(step -> addAlone(Optional.empty(), Optional.of(step))));
    }

    private void addAlone(Optional<Step> a, Optional<Step> b) {
      Map<Long, Integer> known = a.isPresent() ? containersA : containersB;
      if (!known.containsKey(a.or(() -> b).orElseThrow().id().enteredEventId())) {
        add(new Alignment.StepPair(a, b));
      }
    }

    private void add(Alignment.StepPair pair) {
      Step step = pair.b().or(pair::a).orElseThrow();
      int parent = parent(pair);
      int row =
          Lanes.this.add(
              new Row(
                  parent, kind(step), step.id().name(), prefix + step.path(), pair.a(), pair.b()));
      pair.a().ifPresent(a -> containersA.put(a.id().enteredEventId(), row));
      pair.b().ifPresent(b -> containersB.put(b.id().enteredEventId(), row));
      children(pair, row);
    }

    /** A step of the baseline alone stands in the item that its siblings are paired into. */
    private int parent(Alignment.StepPair pair) {
      if (pair.b().isPresent()) {
        return parent(pair.b().get().id().frame(), containersB, "B");
      }
      Step.Frame frame = pair.a().orElseThrow().id().frame();
      Step.Frame partner = partners.get(frame);
      return partner == null ? parent(frame, containersA, "A") : parent(partner, containersB, "B");
    }

    private int parent(Step.Frame frame, Map<Long, Integer> containers, String side) {
      int container = containers.getOrDefault(frame.container(), top);
      if (frame.index() < 0 || container == top) {
        return container;
      }
      return items.computeIfAbsent(
          side + container + "[" + frame.index() + "#" + frame.round(),
          key ->
              Lanes.this.add(
                  new Row(
                      container,
                      Kind.ITEM,
                      "[" + frame.index() + "]",
                      rows.get(container).path() + "[" + frame.index() + "]",
                      Optional.empty(),
                      Optional.empty())));
    }

    private void children(Alignment.StepPair pair, int row) {
      List<Run> inA = pair.a().map(this::childrenOf).orElse(List.of());
      List<Run> inB = pair.b().map(this::childrenOf).orElse(List.of());
      for (int i = 0; i < Math.max(inA.size(), inB.size()); i++) {
        Optional<Run> a = i < inA.size() ? Optional.of(inA.get(i)) : Optional.empty();
        Optional<Run> b = i < inB.size() ? Optional.of(inB.get(i)) : Optional.empty();
        child(row, i, a, b);
      }
    }

    private List<Run> childrenOf(Step step) {
      return runs.childrenOf(step).stream()
          .filter(shown::add)
          .sorted(Comparator.comparing((Run run) -> run.times().start()).thenComparing(Run::name))
          .toList();
    }

    private void child(int row, int index, Optional<Run> a, Optional<Run> b) {
      String name = b.or(() -> a).orElseThrow().name();
      String path = rows.get(row).path() + "[" + index + "]";
      int lane =
          Lanes.this.add(
              new Row(
                  row,
                  Kind.ITEM,
                  "[" + index + "] " + name,
                  path,
                  Optional.empty(),
                  Optional.empty()));
      Level level = new Level(lane, path + "/");
      if (a.isPresent() && b.isPresent()) {
        level.add(Aligner.align(a.get(), b.get()));
      }
      level.addRest(a, b);
    }
  }
}
