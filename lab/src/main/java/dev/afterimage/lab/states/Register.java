// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All state machines, executions and Map Runs by their ARNs. */
final class Register {
  private final TreeMap<String, StateMachine> machines = new TreeMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final Map<String, MapRun> mapRuns = new LinkedHashMap<>();

  void put(StateMachine machine) {
    machines.put(machine.arn(), machine);
  }

  void put(Execution execution) {
    executions.put(execution.identity().arn(), execution);
  }

  void put(MapRun run) {
    mapRuns.put(run.arn(), run);
  }

  void forget(String executionArn) {
    executions.remove(executionArn);
  }

  Collection<StateMachine> machines() {
    return Collections.unmodifiableCollection(machines.values());
  }

  Collection<Execution> executions() {
    return Collections.unmodifiableCollection(executions.values());
  }

  Optional<StateMachine> machine(String arn) {
    return Optional.ofNullable(machines.get(arn));
  }

  Optional<Execution> execution(String arn) {
    return Optional.ofNullable(executions.get(arn));
  }

  Optional<MapRun> mapRun(String arn) {
    return Optional.ofNullable(mapRuns.get(arn));
  }

  List<MapRun> mapRuns(String executionArn) {
    return mapRuns.values().stream().filter(run -> run.parentArn().equals(executionArn)).toList();
  }
}
