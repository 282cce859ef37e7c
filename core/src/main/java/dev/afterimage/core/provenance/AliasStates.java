// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.FunctionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which versions the aliases of functions led to, from answers and from CloudTrail. */
final class AliasStates {
  private final Trail trail;
  private final List<State> states = new ArrayList<>();

  /**
   * What one answer or one call shows of an alias.
   *
   * @param versions the versions it leads to; more than one where calls are divided between them
   * @param at when it was so: the moment of the call, or of the question where a manifest tells it
   * @param change whether it is a call that made it so
   */
  record State(
      FunctionName alias, Set<String> versions, Optional<Instant> at, boolean change, Ref ref) {
    State {
      versions = Set.copyOf(versions);
    }
  }

  /**
   * The versions that an alias led to within a span of time.
   *
   * @param certain whether it is shown that it led to them, and to no other
   */
  record Target(Set<String> versions, boolean certain, List<Ref> evidence) {
    Target {
      versions = Set.copyOf(versions);
      evidence = List.copyOf(evidence);
    }
  }

  AliasStates(Evidence evidence, Trail trail) {
    this.trail = trail;
    evidence.stream(Kind.ALIAS).forEach(this::answer);
    trail.events().stream()
        .filter(TrailEvent::succeeded)
        .filter(event -> event.is("lambda", "UpdateAlias") || event.is("lambda", "CreateAlias"))
        .forEach(this::change);
    states.sort(
        Comparator.comparing((State state) -> state.at().orElse(Instant.MAX))
            .thenComparing(State::ref));
  }

  private void answer(EvidenceRecord record) {
    Optional<FunctionName> name = record.text("AliasArn").flatMap(FunctionName::parse);
    Set<String> versions =
        versions(
            record.text("FunctionVersion"),
            record.get("RoutingConfig").path("AdditionalVersionWeights"));
    name.ifPresent(
        alias ->
            states.add(new State(alias, versions, record.answer().askedAt(), false, record.ref())));
  }

  private void change(TrailEvent event) {
    Optional<String> function = event.function();
    Optional<String> name =
        Json.text(event.request(), "name").or(() -> Json.text(event.response(), "name"));
    JsonNode made = event.response().has("functionVersion") ? event.response() : event.request();
    Set<String> versions =
        versions(
            Json.text(made, "functionVersion"),
            made.path("routingConfig").path("additionalVersionWeights"));
    if (function.isPresent() && name.isPresent() && !versions.isEmpty()) {
      FunctionName alias = new FunctionName(function.get(), name);
      states.add(new State(alias, versions, Optional.of(event.at()), true, event.ref()));
    }
  }

  private static Set<String> versions(Optional<String> version, JsonNode weights) {
    Set<String> versions = new TreeSet<>();
    version.ifPresent(versions::add);
    weights.fieldNames().forEachRemaining(versions::add);
    return versions;
  }

  /** Returns the calls that moved the aliases of a function, in time. */
  List<State> moves(String function) {
    return states.stream().filter(s -> s.change() && s.alias().name().equals(function)).toList();
  }

  /** Returns the versions that an alias led to between two moments; none where nothing tells. */
  Optional<Target> target(FunctionName alias, Usage.Window window) {
    List<State> known = states.stream().filter(state -> state.alias().equals(alias)).toList();
    List<State> inside =
        known.stream().filter(state -> state.change() && isWithin(state, window)).toList();
    Optional<State> before =
        known.stream()
            .filter(state -> state.at().filter(at -> !at.isAfter(window.from())).isPresent())
            .reduce((earlier, later) -> later);
    if (!inside.isEmpty()) {
      return Optional.of(moved(before, inside));
    }
    return before
        .flatMap(state -> held(state, state.at().orElseThrow(), window.to()))
        .or(() -> after(known, window))
        .or(() -> lead(known));
  }

  private static boolean isWithin(State state, Usage.Window window) {
    return state
        .at()
        .filter(at -> at.isAfter(window.from()) && !at.isAfter(window.to()))
        .isPresent();
  }

  private static Target moved(Optional<State> before, List<State> inside) {
    Set<String> versions = new TreeSet<>();
    List<Ref> refs = new ArrayList<>();
    before.ifPresent(state -> versions.addAll(state.versions()));
    before.ifPresent(state -> refs.add(state.ref()));
    for (State state : inside) {
      versions.addAll(state.versions());
      refs.add(state.ref());
    }
    return new Target(versions, false, refs);
  }

  /** A state holds as long as CloudTrail shows that nobody moved the alias. */
  private Optional<Target> held(State state, Instant from, Instant to) {
    return trail
        .coverage(from, to, marks(state.alias()))
        .map(ref -> new Target(state.versions(), true, List.of(state.ref(), ref)));
  }

  /** What an answer shows after the run was so before, where nobody moved the alias since. */
  private Optional<Target> after(List<State> known, Usage.Window window) {
    return known.stream()
        .filter(state -> !state.change())
        .filter(state -> state.at().filter(at -> !at.isBefore(window.to())).isPresent())
        .findFirst()
        .flatMap(
            state -> {
              Instant asked = state.at().orElseThrow();
              boolean still =
                  known.stream()
                      .noneMatch(
                          s -> s.change() && isWithin(s, new Usage.Window(window.from(), asked)));
              return still ? held(state, window.from(), asked) : Optional.empty();
            });
  }

  private static Optional<Target> lead(List<State> known) {
    return known.stream()
        .reduce((earlier, later) -> later)
        .map(state -> new Target(state.versions(), false, List.of(state.ref())));
  }

  private static Set<String> marks(FunctionName alias) {
    return Set.of(
        "ResourceName=" + alias.name(),
        "EventSource=lambda.amazonaws.com",
        "EventName=UpdateAlias20150331");
  }
}
