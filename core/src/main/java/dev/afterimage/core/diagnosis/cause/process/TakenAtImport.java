// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.content.RaisedLine;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the code of the image shows to be taken at import, beside the line that raised. */
final class TakenAtImport {
  /** As good as a value in the log that stands still: the code shows why it does. */
  private static final double CLOCK = 3.5;

  /** What is taken may be renewed elsewhere, or never be over its time. */
  private static final double OTHER = 1;

  private TakenAtImport() {}

  /**
   * Weighs what the function that raised uses, once the failures are known to follow the age of the
   * process. A clock is the mechanism itself, in the image that is known to have run; that it was
   * at work needs a control still.
   */
  static void weigh(Situation situation, Weighing weighing) {
    Optional<RaisedLine> raised = situation.content().raised();
    if (raised.isEmpty()) {
      return;
    }
    List<ModuleState> clocks = raised.get().used(ModuleState.Kind.CLOCK);
    if (clocks.isEmpty()) {
      supports(situation, ModuleState.Kind.TOKEN, weighing);
    } else if (raised.get().image().isKnown()) {
      weighing.crucial(CLOCK, text(clocks.get(0)), refs(raised.get(), clocks));
      weighing.needsControl();
    } else {
      weighing.supports(
          OTHER,
          text(clocks.get(0)) + ", in an image that is not proved to have run",
          refs(raised.get(), clocks));
    }
  }

  /** Speaks, moderately, for a cause that needs such state and has a sign of its own. */
  static void supports(Situation situation, ModuleState.Kind kind, Weighing weighing) {
    situation
        .content()
        .raised()
        .ifPresent(
            raised -> {
              List<ModuleState> states = raised.used(kind);
              if (!states.isEmpty()) {
                weighing.supports(OTHER, text(states.get(0)), refs(raised, states));
              }
            });
  }

  private static String text(ModuleState state) {
    return state.text() + ", and the function that raised uses it";
  }

  private static List<Ref> refs(RaisedLine raised, List<ModuleState> states) {
    List<Ref> refs = new ArrayList<>(states.stream().map(ModuleState::ref).toList());
    refs.add(raised.ref());
    return refs;
  }
}
