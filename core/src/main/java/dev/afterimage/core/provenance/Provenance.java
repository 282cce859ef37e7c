// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which code and configuration two runs had.
 *
 * @param verdict over the functions that both runs called
 * @param because why
 * @param configurations those in force in the baseline and in the run under question
 * @param history what the functions had at other times
 */
public record Provenance(
    FunctionImages.Verdict verdict,
    FunctionImages.Because because,
    List<FunctionImages> functions,
    Configurations configurations,
    ImageHistory history) {

  /** The configurations in force, by function. */
  public record Configurations(
      Map<String, ConfigurationInForce> a, Map<String, ConfigurationInForce> b) {
    public Configurations {
      a = Map.copyOf(a);
      b = Map.copyOf(b);
    }
  }

  public Provenance {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(because, "because is null");
    functions = List.copyOf(functions);
    requireNonNull(configurations, "configurations is null");
    requireNonNull(history, "history is null");
  }

  /** Returns the states of functions that answers and CloudTrail show. */
  public FunctionStates states() {
    return history.states();
  }

  /** Returns what CloudTrail shows. */
  public Trail trail() {
    return history.trail();
  }

  /** Returns the configuration of a function in the run under question. */
  public Optional<ConfigurationInForce> configuration(String function) {
    return Optional.ofNullable(configurations.b().get(function));
  }

  /** Returns the images of one function. */
  public Optional<FunctionImages> of(String function) {
    return functions.stream().filter(f -> f.function().equals(function)).findFirst();
  }
}
