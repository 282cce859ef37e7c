// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractAssert;

/** Assertions on what a diagnosis came to. */
final class DiagnosisAssert extends AbstractAssert<DiagnosisAssert, Diagnosis> {
  private DiagnosisAssert(Diagnosis actual) {
    super(actual, DiagnosisAssert.class);
  }

  static DiagnosisAssert of(Diagnosis diagnosis) {
    return new DiagnosisAssert(diagnosis);
  }

  static DiagnosisAssert assertDiagnosis(TestingScenario scenario) {
    return new DiagnosisAssert(scenario.diagnose());
  }

  /** The root is a cause, and it is confirmed. */
  DiagnosisAssert confirms(String id) {
    return isRoot(id).hasVerdict(id, Verdict.CONFIRMED);
  }

  /** The root is a cause, and it is no more than supported. */
  DiagnosisAssert supports(String id) {
    return isRoot(id).hasVerdict(id, Verdict.SUPPORTED);
  }

  DiagnosisAssert isRoot(String id) {
    assertThat(actual.rootCause().map(root -> root.hypothesis().id()))
        .as(() -> described())
        .contains(id);
    return this;
  }

  /** A cause is neither confirmed nor supported. */
  DiagnosisAssert rejects(String... ids) {
    for (String id : ids) {
      assertThat(verdict(id).isHeld()).as(() -> id + " in " + described()).isFalse();
    }
    return this;
  }

  /** A cause is not confirmed. */
  DiagnosisAssert doubts(String... ids) {
    for (String id : ids) {
      assertThat(verdict(id)).as(() -> described()).isNotEqualTo(Verdict.CONFIRMED);
    }
    return this;
  }

  DiagnosisAssert hasVerdict(String id, Verdict verdict) {
    assertThat(verdict(id)).as(() -> id + " in " + described()).isEqualTo(verdict);
    return this;
  }

  /** Nothing is held. */
  DiagnosisAssert holdsNothing() {
    assertThat(actual.rootCause()).as(() -> described()).isEmpty();
    return this;
  }

  private Verdict verdict(String id) {
    return actual.judged().judgement().of(id).orElseThrow().verdict();
  }

  private String described() {
    StringBuilder text = new StringBuilder();
    actual.judged().judgement().hypotheses().stream()
        .filter(h -> h.verdict().isHeld() || h.verdict() == Verdict.INCONCLUSIVE)
        .forEach(
            h -> {
              text.append('\n').append(h.id()).append(' ').append(h.verdict());
              h.supporting().forEach(c -> text.append("\n  + ").append(c.text()));
              h.opposing().forEach(c -> text.append("\n  - ").append(c.text()));
            });
    return text.toString();
  }
}
