// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hypotheses judged so far, by cause. */
public final class Verdicts {
  private final Map<String, Hypothesis> byId = new LinkedHashMap<>();

  void add(Hypothesis hypothesis) {
    byId.put(hypothesis.id(), hypothesis);
  }

  /** Returns the hypothesis of a cause; none where it has not been tested yet. */
  public Optional<Hypothesis> of(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether a cause is confirmed or supported. */
  public boolean isHeld(String id) {
    return of(id).filter(hypothesis -> hypothesis.verdict().isHeld()).isPresent();
  }

  /** Returns those that are confirmed or supported, of one role. */
  public List<Hypothesis> held(Cause.Role role) {
    return byId.values().stream()
        .filter(hypothesis -> hypothesis.verdict().isHeld())
        .filter(hypothesis -> hypothesis.cause().role() == role)
        .toList();
  }

  /** Whether no cause but the generic ones is held, or spoken for and left open. */
  public boolean nothingElseIsOpen() {
    return byId.values().stream()
        .filter(hypothesis -> hypothesis.cause().role() != Cause.Role.GENERIC)
        .noneMatch(
            hypothesis ->
                hypothesis.verdict().isHeld()
                    || (hypothesis.verdict() == Verdict.INCONCLUSIVE
                        && !hypothesis.supporting().isEmpty()));
  }

  /** Returns every hypothesis. */
  public List<Hypothesis> all() {
    return Collections.unmodifiableList(List.copyOf(byId.values()));
  }
}
