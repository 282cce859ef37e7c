// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.content.ImageContent;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.fleet.FleetTests;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.provenance.Provenance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is said of a run beside its baseline: what a report shows. */
public record Diagnosis(
    Subject subject,
    Provenance provenance,
    Comparison comparison,
    Optional<FailureReport> failure,
    Judged judged,
    Limits limits) {

  /**
   * The two runs.
   *
   * @param a the baseline
   */
  public record Subject(Optional<RunInfo> a, RunInfo b) {}

  /**
   * A run with the figures asked for.
   *
   * @param chosenBecause why it was taken
   */
  public record RunInfo(Run run, Map<String, JsonNode> outcome, String chosenBecause) {
    public RunInfo {
      requireNonNull(run, "run is null");
      outcome = Collections.unmodifiableMap(new LinkedHashMap<>(outcome));
      requireNonNull(chosenBecause, "chosenBecause is null");
    }
  }

  /**
   * What the tests looked at, and what they came to.
   *
   * @param fleet how often other runs failed with a difference and without it, where that is known
   */
  public record Judged(
      List<Partition> partitions,
      LogContrast logContrast,
      ImageContent content,
      Judge.Judgement judgement,
      List<Recommendation> recommendations,
      FleetTests fleet) {
    public Judged {
      partitions = List.copyOf(partitions);
      requireNonNull(logContrast, "logContrast is null");
      requireNonNull(content, "content is null");
      requireNonNull(judgement, "judgement is null");
      recommendations = List.copyOf(recommendations);
      requireNonNull(fleet, "fleet is null");
    }
  }

  /** What bounds the answer. */
  public record Limits(List<Gap> gaps, List<String> warnings) {
    public Limits {
      gaps = List.copyOf(gaps);
      warnings = List.copyOf(warnings);
    }
  }

  public Diagnosis {
    requireNonNull(subject, "subject is null");
    requireNonNull(provenance, "provenance is null");
    requireNonNull(comparison, "comparison is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(judged, "judged is null");
    requireNonNull(limits, "limits is null");
  }

  /** Returns the root of the failure. */
  public Optional<RootCause> rootCause() {
    return judged.judgement().rootCause();
  }
}
