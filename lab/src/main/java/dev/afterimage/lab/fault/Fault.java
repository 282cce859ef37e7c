// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.workload.Demands;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One way in which a workflow goes wrong.
 *
 * @param id the cause that it is a case of
 * @param demands what the workflow must have for it
 * @param strike changes the world, and says what that means
 */
public record Fault(String id, Consumer<Demands> demands, Function<Stage, Truth> strike) {
  public Fault {
    requireNonNull(id, "id is null");
    requireNonNull(demands, "demands is null");
    requireNonNull(strike, "strike is null");
  }

  /** A fault that any workflow can have. */
  static Fault of(String id, Function<Stage, Truth> strike) {
    return new Fault(id, demands -> {}, strike);
  }

  /** A fault that some workflows can have. */
  static Fault of(String id, Consumer<Demands> demands, Function<Stage, Truth> strike) {
    return new Fault(id, demands, strike);
  }
}
