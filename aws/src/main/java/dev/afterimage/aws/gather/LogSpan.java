// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.run.FunctionUse;
import java.util.List;

/**
 * When one run used one function: what is to be read of its logs.
 *
 * @param run a name of the run, for people
 * @param calls its calls, of the run itself and of those below it
 */
record LogSpan(String run, Span span, List<FunctionUse> calls) {
  LogSpan {
    requireNonNull(run, "run is null");
    requireNonNull(span, "span is null");
    calls = List.copyOf(calls);
  }

  List<String> requestIds() {
    return calls.stream().flatMap(use -> use.requestIds().stream()).distinct().toList();
  }

  boolean knowsEveryRequest() {
    return calls.stream().allMatch(FunctionUse::knowsEveryRequest);
  }

  boolean hasFailed() {
    return calls.stream().anyMatch(FunctionUse::hasFailed);
  }
}
