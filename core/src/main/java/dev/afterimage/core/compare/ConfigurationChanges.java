// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.TrailEvent;
import dev.afterimage.core.provenance.TrailJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Finds what changed in the configuration of functions, from their states and from CloudTrail. */
final class ConfigurationChanges {
  /** Fields that say something of the answer or the deployment, not of how the function runs. */
  private static final Set<String> NOT_CONFIGURATION =
      Set.of(
          "LastModified",
          "RevisionId",
          "State",
          "StateReason",
          "StateReasonCode",
          "LastUpdateStatus",
          "LastUpdateStatusReason",
          "LastUpdateStatusReasonCode",
          "CodeSize",
          "CodeSha256",
          "ConfigSha256",
          "Version",
          "FunctionArn",
          "FunctionName",
          "MasterArn",
          "Description",
          "PackageType",
          "ResponseMetadata",
          "SigningJobArn",
          "Tags");

  private final Pair pair;
  private final Provenance provenance;
  private final List<Change> changes = new ArrayList<>();
  private final List<Comparison.Unchanged> unchanged = new ArrayList<>();

  ConfigurationChanges(Pair pair) {
    this.pair = pair;
    this.provenance = pair.provenance();
  }

  /** Finds the changes of every function that either run called. */
  void find() {
    Set<String> functions = new TreeSet<>(provenance.configurations().a().keySet());
    functions.addAll(provenance.configurations().b().keySet());
    provenance.functions().forEach(f -> functions.add(f.function()));
    functions.forEach(this::function);
  }

  List<Change> changes() {
    return changes;
  }

  List<Comparison.Unchanged> unchanged() {
    return unchanged;
  }

  private void function(String function) {
    Optional<ConfigurationInForce> a =
        Optional.ofNullable(provenance.configurations().a().get(function));
    Optional<ConfigurationInForce> b =
        Optional.ofNullable(provenance.configurations().b().get(function));
    boolean known = a.isPresent() && b.isPresent() && a.get().certain() && b.get().certain();
    if (known && !a.get().ref().equals(b.get().ref())) {
      diff(function, a.get(), b.get());
    } else if (known) {
      unchanged.add(
          new Comparison.Unchanged(
              "the configuration of " + function + " is the same for both runs",
              List.of(a.get().ref())));
    } else {
      updates(function);
    }
    concurrency(function);
  }

  private void diff(String function, ConfigurationInForce a, ConfigurationInForce b) {
    int before = changes.size();
    JsonNode left = own(a, b);
    JsonNode right = own(b, a);
    for (JsonDiff.Difference field : JsonDiff.of(left, right)) {
      String name = field.pointer().substring(1).replace('/', '.');
      changes.add(
          new Change(
              kind(name),
              new Change.Field(function, name),
              new Change.Values(field.a(), field.b()),
              origin(function),
              false,
              List.of(refOf(a, field.pointer()), refOf(b, field.pointer()))));
    }
    if (changes.size() == before && !JsonDiff.leavesOpen(left, right)) {
      unchanged.add(
          new Comparison.Unchanged(
              "the configuration of " + function + " is the same for both runs",
              List.of(a.ref(), b.ref())));
    }
  }

  private static Ref refOf(ConfigurationInForce configuration, String pointer) {
    String top = pointer.substring(1).split("/", -1)[0];
    return configuration.json().has(top) ? configuration.ref(top) : configuration.ref();
  }

  /** The fields that both answers can show: CloudTrail leaves the environment out. */
  private static JsonNode own(ConfigurationInForce of, ConfigurationInForce other) {
    ObjectNode copy = of.json().deepCopy();
    copy.remove(NOT_CONFIGURATION);
    boolean partial = of.partial() || other.partial();
    if (partial) {
      List<String> missing = new ArrayList<>();
      copy.fieldNames()
          .forEachRemaining(
              name -> {
                if (!other.json().has(name) || !of.json().has(name)) {
                  missing.add(name);
                }
              });
      copy.remove(missing);
    }
    return copy;
  }

  /** Without both configurations, CloudTrail tells which fields an update asked for. */
  private void updates(String function) {
    provenance
        .trail()
        .on(function, "UpdateFunctionConfiguration")
        .filter(event -> isBetween(event.at()))
        .forEach(event -> update(function, event));
  }

  private void update(String function, TrailEvent event) {
    Set<String> plumbing = Set.of("functionName", "fullyQualifiedArn", "revisionId", "dryRun");
    for (Map.Entry<String, JsonNode> field : event.request().properties()) {
      if (plumbing.contains(field.getKey())) {
        continue;
      }
      String name = TrailJson.apiName(field.getKey());
      boolean hidden = name.equals("Environment");
      JsonNode before = hidden ? MissingNode.getInstance() : before(function, event.at(), name);
      JsonNode asked = TrailJson.apiValue(field.getValue());
      if (!hidden && holds(before, asked)) {
        continue;
      }
      changes.add(
          new Change(
              kind(name),
              new Change.Field(function, name),
              new Change.Values(before, hidden ? NullNode.getInstance() : asked),
              new Change.Origin(Optional.of(event.at()), Optional.of(event.actor())),
              false,
              List.of(event.refTo("/requestParameters/" + field.getKey()))));
    }
  }

  /**
   * Whether a function had all that an update asks for: an update names what it sets, an answer has
   * more, as the size of a layer or the network of a subnet.
   */
  private static boolean holds(JsonNode state, JsonNode asked) {
    if (asked.isObject() && state.isObject()) {
      return asked.properties().stream()
          .allMatch(field -> holds(state.path(field.getKey()), field.getValue()));
    }
    if (asked.isArray() && state.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      state.forEach(items::add);
      return asked.size() == state.size()
          && StreamSupport.stream(asked.spliterator(), false)
              .allMatch(item -> items.stream().anyMatch(has -> holds(has, item)));
    }
    return JsonDiff.of(state, asked).isEmpty() || state.path("Arn").equals(asked);
  }

  private JsonNode before(String function, Instant moment, String field) {
    return provenance
        .states()
        .of(function, FunctionState.LATEST)
        .filter(state -> state.validity().modified().filter(at -> at.isBefore(moment)).isPresent())
        .filter(state -> state.validity().askedAt().map(at -> !at.isAfter(moment)).orElse(true))
        .reduce((earlier, later) -> later)
        .map(state -> state.configuration().path(field))
        .orElse(MissingNode.getInstance());
  }

  private void concurrency(String function) {
    provenance.trail().events().stream()
        .filter(TrailEvent::succeeded)
        .filter(
            event ->
                event.is("lambda", "PutFunctionConcurrency")
                    || event.is("lambda", "DeleteFunctionConcurrency"))
        .filter(event -> event.function().filter(function::equals).isPresent())
        .filter(event -> isBetween(event.at()))
        .forEach(
            event ->
                changes.add(
                    new Change(
                        Change.Kind.CONCURRENCY,
                        new Change.Field(function, "ReservedConcurrentExecutions"),
                        new Change.Values(
                            MissingNode.getInstance(),
                            event.request().path("reservedConcurrentExecutions")),
                        new Change.Origin(Optional.of(event.at()), Optional.of(event.actor())),
                        false,
                        List.of(event.refTo("/requestParameters")))));
  }

  private boolean isBetween(Instant at) {
    return !at.isBefore(pair.from()) && !at.isAfter(pair.until());
  }

  private Change.Origin origin(String function) {
    List<TrailEvent> updates =
        provenance
            .trail()
            .on(function, "UpdateFunctionConfiguration")
            .filter(event -> isBetween(event.at()))
            .toList();
    return updates.size() == 1
        ? new Change.Origin(Optional.of(updates.get(0).at()), Optional.of(updates.get(0).actor()))
        : Change.Origin.UNKNOWN;
  }

  private static Change.Kind kind(String field) {
    String top = field.split("\\.", -1)[0];
    return switch (top) {
      case "Environment" -> Change.Kind.ENVIRONMENT;
      case "Runtime", "RuntimeVersionConfig" -> Change.Kind.RUNTIME;
      case "Layers" -> Change.Kind.LAYER;
      case "VpcConfig" -> Change.Kind.NETWORK;
      default -> Change.Kind.CONFIGURATION;
    };
  }
}
