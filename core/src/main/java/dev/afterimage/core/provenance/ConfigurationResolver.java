// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which configuration a run had of a function. */
final class ConfigurationResolver {
  private final FunctionStates states;
  private final Trail trail;

  ConfigurationResolver(FunctionStates states, Trail trail) {
    this.states = states;
    this.trail = trail;
  }

  /** Returns the configuration of the version that ran; a lead where none is shown to hold. */
  Optional<ConfigurationInForce> resolve(Usage usage) {
    Map<String, List<Usage.Use>> byVersion = usage.byVersion();
    Optional<String> published =
        byVersion.keySet().stream().filter(v -> !v.equals(FunctionState.LATEST)).findFirst();
    List<Usage.Use> latest = byVersion.getOrDefault(FunctionState.LATEST, List.of());
    if (latest.isEmpty()) {
      return published
          .flatMap(version -> states.of(usage.function(), version).findFirst())
          .map(state -> ConfigurationInForce.of(state, true))
          .or(() -> lead(usage));
    }
    Usage.Window window = Usage.span(latest);
    return states
        .of(usage.function(), FunctionState.LATEST)
        .filter(state -> state.isSettled() && holds(state, window))
        .max(Comparator.comparing(this::completeness))
        .map(state -> ConfigurationInForce.of(state, true))
        .or(() -> lead(usage));
  }

  /** An answer has the environment, which CloudTrail leaves out. */
  private int completeness(FunctionState state) {
    return state.isFromTrail() ? 0 : 1;
  }

  private boolean holds(FunctionState state, Usage.Window window) {
    if (state.validity().covers(window.from(), window.to())) {
      return true;
    }
    Optional<Instant> known = state.validity().askedAt().or(() -> state.validity().modified());
    boolean changedSince =
        state.validity().modified().filter(at -> at.isAfter(window.from())).isPresent();
    if (known.isEmpty() || changedSince) {
      return false;
    }
    Instant from = state.validity().modified().orElse(known.get());
    Instant to = window.to();
    return trail.coverage(from, to, marks(state.function())).isPresent()
        && trail
            .between(from.plusMillis(1), to)
            .filter(event -> isUpdate(event) && event.succeeded())
            // CloudTrail's times are whole seconds: the update that made the state is not later.
            .filter(event -> event.at().isAfter(from.plusSeconds(1)))
            .noneMatch(event -> event.function().filter(state.function()::equals).isPresent());
  }

  private static Set<String> marks(String function) {
    return Set.of("ResourceName=" + function, "EventSource=lambda.amazonaws.com");
  }

  private static boolean isUpdate(TrailEvent event) {
    return event.is("lambda", "UpdateFunctionConfiguration")
        || event.is("lambda", "UpdateFunctionCode");
  }

  private Optional<ConfigurationInForce> lead(Usage usage) {
    return states.of(usage.function()).stream()
        .filter(state -> state.version().equals(FunctionState.LATEST))
        .reduce((earlier, later) -> later)
        .or(() -> states.of(usage.function()).stream().reduce((earlier, later) -> later))
        .map(state -> ConfigurationInForce.of(state, false));
  }

  /** Returns the configuration of each function that a run used. */
  static Map<String, ConfigurationInForce> all(
      Map<String, Usage> usages, ConfigurationResolver resolver) {
    Map<String, ConfigurationInForce> all = new java.util.TreeMap<>();
    usages.forEach(
        (name, usage) -> resolver.resolve(usage).ifPresent(found -> all.put(name, found)));
    return all;
  }
}
