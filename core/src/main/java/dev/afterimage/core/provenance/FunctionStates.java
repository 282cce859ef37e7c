// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Answer;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The states of functions that the evidence shows, from answers and from CloudTrail. */
public final class FunctionStates {
  private final Map<String, List<FunctionState>> byFunction = new TreeMap<>();

  private FunctionStates() {}

  static FunctionStates of(Evidence evidence, Trail trail) {
    FunctionStates states = new FunctionStates();
    for (EvidenceRecord record : evidence.records(Kind.FUNCTION)) {
      states.add(
          record.get("Configuration"),
          record.get("Code"),
          record.answer(),
          record.ref("Configuration"));
    }
    for (EvidenceRecord record : evidence.records(Kind.FUNCTION_CONFIGURATION)) {
      states.add(record.body(), record.get("Code"), record.answer(), record.ref());
    }
    trail.events().stream()
        .filter(TrailEvent::succeeded)
        .filter(event -> event.source().equals("lambda.amazonaws.com"))
        .filter(event -> event.response().has("codeSha256"))
        .forEach(states::add);
    states
        .byFunction
        .values()
        .forEach(
            list ->
                list.sort(
                    Comparator.comparing(
                            (FunctionState s) -> s.validity().modified().orElse(Instant.MIN))
                        .thenComparing(s -> s.validity().askedAt().orElse(Instant.MIN))
                        .thenComparing(FunctionState::ref)));
    return states;
  }

  private void add(JsonNode configuration, JsonNode code, Answer answer, Ref ref) {
    FunctionState.Validity validity =
        new FunctionState.Validity(
            Timestamps.parse(configuration.path("LastModified")), answer.askedAt());
    add(configuration, code, validity, new FunctionState.Source(ref, false));
  }

  /** CloudTrail hides what the environment holds. */
  private void add(TrailEvent event) {
    ObjectNode configuration = TrailJson.apiValue(event.response()).deepCopy();
    configuration.remove("Environment");
    Optional<Instant> modified =
        Timestamps.parse(configuration.path("LastModified")).or(() -> Optional.of(event.at()));
    JsonNode noCode = JsonNodeFactory.instance.objectNode();
    FunctionState.Validity validity = new FunctionState.Validity(modified, Optional.of(event.at()));
    FunctionState.Source source = new FunctionState.Source(event.refTo("/responseElements"), true);
    add(configuration, noCode, validity, source);
    boolean published = !configuration.path("Version").asText("").equals(FunctionState.LATEST);
    if (published && TrailCode.changesCode(event)) {
      // An update that publishes a version answers with that; $LATEST has the same code then.
      ObjectNode latest = configuration.deepCopy();
      latest.put("Version", FunctionState.LATEST);
      add(latest, noCode, validity, source);
    }
  }

  private void add(
      JsonNode configuration,
      JsonNode code,
      FunctionState.Validity validity,
      FunctionState.Source source) {
    Optional<String> name = Json.text(configuration, "FunctionName");
    Optional<String> sha = Json.text(configuration, "CodeSha256");
    if (name.isEmpty() || sha.isEmpty()) {
      return;
    }
    boolean image =
        Json.text(configuration, "PackageType").map("Image"::equals).orElse(isHex(sha.get()));
    FunctionState state =
        new FunctionState(
            name.get(),
            Json.text(configuration, "Version").orElse(FunctionState.LATEST),
            validity,
            new FunctionState.Code(
                image ? FunctionState.PackageType.IMAGE : FunctionState.PackageType.ZIP,
                image && isHex(sha.get()) ? "sha256:" + sha.get() : sha.get(),
                Json.text(code, "ResolvedImageUri"),
                Json.text(code, "ImageUri")),
            configuration,
            source);
    byFunction.computeIfAbsent(name.get(), key -> new ArrayList<>()).add(state);
  }

  private static boolean isHex(String sha) {
    return sha.length() == 64 && sha.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** Returns the states of a function, the earliest first. */
  public List<FunctionState> of(String function) {
    return List.copyOf(byFunction.getOrDefault(function, List.of()));
  }

  /** Returns the states of one version of a function, the earliest first. */
  public Stream<FunctionState> of(String function, String version) {
    return of(function).stream().filter(state -> state.version().equals(version));
  }

  /**
   * Returns the states of {@code $LATEST} that answers show it ran when asked, the earliest first.
   */
  public Stream<FunctionState> answers(String function) {
    return of(function, FunctionState.LATEST)
        .filter(state -> !state.isFromTrail() && state.isSettled());
  }

  /** Returns the names of the functions. */
  public List<String> functions() {
    return List.copyOf(byFunction.keySet());
  }
}
