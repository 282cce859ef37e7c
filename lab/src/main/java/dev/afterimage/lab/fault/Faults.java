// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** All faults by the ids of their causes. */
public final class Faults {
  private static final List<Fault> ALL = collect();

  private Faults() {}

  private static List<Fault> collect() {
    List<Fault> all = new ArrayList<>();
    all.addAll(ProcessFaults.all());
    all.addAll(LimitFaults.all());
    all.addAll(RuntimeFaults.all());
    all.addAll(ServiceFaults.all());
    all.addAll(DependencyFaults.all());
    all.addAll(DataFaults.all());
    all.addAll(ChangeFaults.all());
    all.addAll(WorkflowFaults.all());
    all.addAll(NestingFaults.all());
    return Collections.unmodifiableList(all);
  }

  /** Returns all faults. */
  public static List<Fault> all() {
    return ALL;
  }

  /** Returns the fault for a cause. */
  public static Optional<Fault> find(String id) {
    return ALL.stream().filter(fault -> fault.id().equals(id)).findFirst();
  }
}
