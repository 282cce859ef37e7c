// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was found out about some runs.
 *
 * @param asked the ARNs of the runs
 * @param answers what was answered, in the order of asking
 * @param refusals what was refused
 */
public record Gathering(List<String> asked, List<Answer> answers, List<Refusal> refusals) {
  public Gathering {
    asked = List.copyOf(asked);
    answers = List.copyOf(requireNonNull(answers, "answers is null"));
    refusals = List.copyOf(requireNonNull(refusals, "refusals is null"));
  }
}
