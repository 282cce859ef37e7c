// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that an endpoint took, in the order of their ends. Safe for several threads. */
public final class CallLog {

  /**
   * What was asked, whoever asked.
   *
   * @param action the IAM action
   * @param input the members of the request
   */
  public record Request(String action, ObjectNode input) {
    public Request {
      requireNonNull(action, "action is null");
      requireNonNull(input, "input is null");
    }

    static Request of(Call call) {
      return new Request(call.action(), call.input());
    }
  }

  private final List<RecordedCall> calls = Collections.synchronizedList(new ArrayList<>());

  CallLog() {}

  void add(RecordedCall call) {
    calls.add(call);
  }

  /** Returns the requests so far. */
  public List<RecordedCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Returns the requests of an action so far: {@code states:GetExecutionHistory}. */
  public List<RecordedCall> of(String action) {
    return calls().stream().filter(call -> call.call().action().equals(action)).toList();
  }

  /** Returns what was answered more than once, with how often. */
  public Map<Request, Integer> repeated() {
    Map<Request, Integer> counts = new LinkedHashMap<>();
    calls().stream()
        .filter(RecordedCall::isAnswered)
        .forEach(recorded -> counts.merge(Request.of(recorded.call()), 1, Integer::sum));
    counts.values().removeIf(count -> count == 1);
    return Collections.unmodifiableMap(counts);
  }

  /** Forgets the requests so far. */
  public void clear() {
    calls.clear();
  }
}
