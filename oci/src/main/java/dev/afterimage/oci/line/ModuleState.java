// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A value that a module takes when it is imported and keeps for the life of the process.
 *
 * @param kind what it is
 * @param name the variable; of a decorator its name
 * @param place where it is taken
 * @param code the statement, secrets masked
 * @param through the line that takes it, where the statement calls the project's own code for it
 * @param usedByRaiser whether the function that raised uses it
 */
public record ModuleState(
    StateKind kind,
    String name,
    SourcePlace place,
    String code,
    Optional<SourcePlace> through,
    boolean usedByRaiser) {
  public ModuleState {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(place, "place is null");
    requireNonNull(code, "code is null");
    requireNonNull(through, "through is null");
  }
}
