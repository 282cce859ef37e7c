// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the steps of a run from its events, in the order of their ids: each event is placed by
 * its parent, and where the parent is missing by what else it says. The parent of an iteration that
 * waited for a free place is the end of another one, so placing goes by names and nesting, never by
 * the parent alone.
 */
final class StepTree {
  /** States.Runtime names the state it speaks of by the event that entered it. */
  private static final Pattern ENTERED_AT = Pattern.compile("entered at the event id #(\\d{1,9})");

  private final List<StepDraft> steps = new ArrayList<>();
  private final Map<Long, HistoryEvent> events = new HashMap<>();
  private final Map<Long, StepDraft> stepByEvent = new HashMap<>();
  private final Map<Long, AttemptDraft> attemptByEvent = new HashMap<>();
  private final Map<Long, Step.Frame> frameByEvent = new HashMap<>();
  private final Map<Long, StepDraft> stepByEntered = new HashMap<>();
  private final Map<String, Integer> visits = new HashMap<>();

  /** Places every event; they come in the order of their ids. */
  static StepTree of(List<HistoryEvent> events) {
    StepTree tree = new StepTree();
    events.forEach(tree::place);
    return tree;
  }

  /** Returns the steps in the order they were entered. */
  List<Step> build(RunEnd end) {
    return steps.stream().map(draft -> draft.build(end)).toList();
  }

  private void place(HistoryEvent event) {
    events.put(event.id(), event);
    switch (event.type().subject()) {
      case EXECUTION -> execution(event);
      case MAP_ITERATION -> iteration(event);
      case MAP_RUN -> mapRun(event);
      case LAMBDA_FUNCTION, ACTIVITY, TASK -> work(event);
      case EVALUATION -> evaluation(event);
      case UNKNOWN -> step(event.previousId()).ifPresent(step -> put(event, step));
      default -> state(event);
    }
  }

  private void state(HistoryEvent event) {
    switch (event.type().phase()) {
      case ENTERED -> enter(event);
      case EXITED -> exit(event);
      case STARTED -> container(event).ifPresent(step -> startRound(event, step));
      case FAILED -> container(event).ifPresent(step -> step.fail(event));
      case SUCCEEDED -> container(event).ifPresent(StepDraft::succeed);
      default -> step(event.previousId()).ifPresent(step -> put(event, step));
    }
  }

  private void enter(HistoryEvent event) {
    Step.Frame frame = frameOfNext(event);
    StepDraft parent = stepByEntered.get(frame.container());
    String name = event.text("name").orElse("?");
    String path = prefix(parent, frame) + name;
    int visit = visits.merge(path, 1, Integer::sum);
    StepDraft step = new StepDraft(event, parent, frame, visit == 1 ? path : path + "#" + visit);
    steps.add(step);
    stepByEntered.put(event.id(), step);
    put(event, step);
  }

  private static String prefix(@Nullable StepDraft parent, Step.Frame frame) {
    if (parent == null) {
      return "";
    }
    return parent.path + (frame.index() < 0 ? "" : "[" + frame.index() + "]") + "/";
  }

  /** The frame that a state stands in whose entering event follows {@code event}'s parent. */
  private Step.Frame frameOfNext(HistoryEvent event) {
    Step.Frame opened = frameByEvent.get(event.previousId());
    if (opened != null) {
      return opened;
    }
    Optional<StepDraft> before = step(event.previousId());
    if (before.isPresent()) {
      return before.get().frame;
    }
    // A redriven run enters the state again that had failed.
    return event
        .text("name")
        .flatMap(name -> last(step -> step.name.equals(name)))
        .map(step -> step.frame)
        .orElse(Step.Frame.TOP);
  }

  private void exit(HistoryEvent event) {
    String name = event.text("name").orElse("");
    Optional<StepDraft> step =
        enclosing(event.previousId(), draft -> draft.name.equals(name))
            .or(() -> last(draft -> draft.name.equals(name) && !draft.isExited()));
    step.ifPresent(
        draft -> {
          draft.exit(event, Optional.ofNullable(events.get(event.previousId())));
          put(event, draft);
        });
  }

  /** Finds the Map or Parallel step that an event speaks of which names none. */
  private Optional<StepDraft> container(HistoryEvent event) {
    EventType.Subject type = event.type().subject();
    Predicate<StepDraft> wanted = step -> step.type() == type && step.isRunning();
    Optional<StepDraft> step =
        enclosing(event.previousId(), wanted)
            .or(() -> enclosing(event.previousId(), draft -> draft.type() == type))
            .or(() -> last(wanted));
    step.ifPresent(draft -> put(event, draft));
    return step;
  }

  private void startRound(HistoryEvent event, StepDraft step) {
    step.startRound(event);
    // The branches of a Parallel state follow this event directly.
    frameByEvent.put(event.id(), new Step.Frame(step.entered.id(), -1, step.round()));
  }

  private void iteration(HistoryEvent event) {
    String name = event.text("name").orElse("");
    int index = event.details().path("index").asInt(-1);
    Optional<StepDraft> map =
        enclosing(event.previousId(), step -> step.name.equals(name) && step.isContainer())
            .or(() -> last(step -> step.name.equals(name) && step.isContainer()));
    if (map.isEmpty()) {
      return;
    }
    put(event, map.get());
    if (event.type().phase() == EventType.Phase.STARTED) {
      map.get().started.add(index);
      frameByEvent.put(
          event.id(), new Step.Frame(map.get().entered.id(), index, map.get().round()));
    }
  }

  private void mapRun(HistoryEvent event) {
    Predicate<StepDraft> map = step -> step.type() == EventType.Subject.MAP_STATE;
    enclosing(event.previousId(), map)
        .or(() -> last(map))
        .ifPresent(
            step -> {
              put(event, step);
              step.mapRun(event);
              if (event.type().phase() == EventType.Phase.FAILED) {
                step.fail(event);
              } else if (event.type().phase() == EventType.Phase.REDRIVEN) {
                step.resume();
              }
            });
  }

  private void work(HistoryEvent event) {
    if (event.type().phase() == EventType.Phase.SCHEDULED) {
      schedule(event);
      return;
    }
    AttemptDraft attempt = attemptByEvent.get(event.previousId());
    Optional<StepDraft> step =
        step(event.previousId())
            .or(() -> last(StepTree::hasOpenAttempt))
            .or(() -> last(draft -> isIdleTask(draft) && draft.entered.id() < event.previousId()));
    if (attempt == null) {
      attempt = step.filter(StepTree::hasOpenAttempt).map(StepTree::lastAttempt).orElse(null);
    }
    if (attempt == null && step.isPresent()) {
      // The scheduling event is missing: what is here of the attempt is still one.
      attempt = new AttemptDraft(step.get().attempts.size() + 1, event);
      step.get().attempts.add(attempt);
    } else if (attempt != null) {
      attempt.add(event);
    }
    if (attempt != null) {
      attemptByEvent.put(event.id(), attempt);
    }
    step.ifPresent(draft -> put(event, draft));
  }

  private void schedule(HistoryEvent event) {
    step(event.previousId())
        .filter(draft -> draft.type() == EventType.Subject.TASK_STATE)
        .or(() -> redriven(event))
        .ifPresent(
            draft -> {
              AttemptDraft attempt = new AttemptDraft(draft.attempts.size() + 1, event);
              draft.attempts.add(attempt);
              attemptByEvent.put(event.id(), attempt);
              put(event, draft);
            });
  }

  /** A redriven run schedules again what had failed: of several, what had the same parameters. */
  private Optional<StepDraft> redriven(HistoryEvent event) {
    Predicate<StepDraft> same =
        step -> !step.attempts.isEmpty() && lastAttempt(step).hasInputOf(event);
    return last(same.and(StepTree::isIdleTask)).or(() -> last(StepTree::isIdleTask));
  }

  private static boolean isIdleTask(StepDraft step) {
    return step.type() == EventType.Subject.TASK_STATE && step.isRunning() && !hasOpenAttempt(step);
  }

  private static boolean hasOpenAttempt(StepDraft step) {
    return !step.attempts.isEmpty() && !lastAttempt(step).isOver();
  }

  private static AttemptDraft lastAttempt(StepDraft step) {
    return step.attempts.get(step.attempts.size() - 1);
  }

  private void evaluation(HistoryEvent event) {
    String name = event.text("state").orElse("");
    named(event)
        .or(() -> enclosing(event.previousId(), step -> step.name.equals(name)))
        .or(() -> last(step -> step.name.equals(name)))
        .ifPresent(
            step -> {
              step.fail(event);
              put(event, step);
            });
  }

  /** An execution can fail in a state without any event of that state: the cause names it. */
  private void execution(HistoryEvent event) {
    if (event.type().phase() != EventType.Phase.FAILED) {
      return;
    }
    Optional<StepDraft> step =
        named(event).or(() -> step(event.previousId())).filter(StepDraft::isRunning);
    step.filter(draft -> !draft.isContainer() || event.previousId() == draft.entered.id())
        .filter(draft -> draft.attempts.isEmpty() || lastAttempt(draft).error().isEmpty())
        .ifPresent(draft -> draft.fail(event));
  }

  private Optional<StepDraft> named(HistoryEvent event) {
    Matcher matcher = ENTERED_AT.matcher(event.text("cause").orElse(""));
    return matcher.find()
        ? Optional.ofNullable(stepByEntered.get(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private void put(HistoryEvent event, StepDraft step) {
    stepByEvent.put(event.id(), step);
  }

  private Optional<StepDraft> step(long eventId) {
    return Optional.ofNullable(stepByEvent.get(eventId));
  }

  /** The nearest step that fits, from the step of an event outwards. */
  private Optional<StepDraft> enclosing(long eventId, Predicate<StepDraft> fits) {
    for (StepDraft step = stepByEvent.get(eventId); step != null; step = step.parent) {
      if (fits.test(step)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private Optional<StepDraft> last(Predicate<StepDraft> fits) {
    return steps.stream().filter(fits).max(Comparator.comparingLong(step -> step.entered.id()));
  }
}
