// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.subject;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.report.Story;
import java.util.List;

/**
 * What every section is made from: the diagnosis, what it was made from, the places cited so far.
 */
public record Subject(Diagnosis diagnosis, Situation situation, Story story, RefTable refs) {
  public Subject {
    requireNonNull(diagnosis, "diagnosis is null");
    requireNonNull(situation, "situation is null");
    requireNonNull(story, "story is null");
    requireNonNull(refs, "refs is null");
  }

  /** Starts a page about an examination. */
  public static Subject of(CaseFile.Examination examination) {
    Diagnosis diagnosis = examination.diagnosis();
    return new Subject(diagnosis, examination.situation(), new Story(diagnosis), new RefTable());
  }

  /** Numbers the places of some evidence. */
  public List<RefLink> links(List<Ref> evidence) {
    return RefLink.of(evidence, refs);
  }
}
