// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What follows from a changed field of a definition: the mechanism that the field governs, where it
 * is held, in the state that failed, and where the field went the way that brings it about.
 */
final class StateEffects {
  private static final Set<String> LOAD =
      Set.of(
          "throttle-reserved",
          "throttle-account",
          "throttle-rate",
          "dep-429",
          "cold-storm",
          "nat-ports",
          "hyperplane-burst",
          "ddb-throttle",
          "aws-api-throttle",
          "data-race",
          "eni-limit",
          "pc-spillover");

  /** Errors of paths: they follow from whatever shapes the payloads. */
  private static final Set<String> OF_PATHS =
      Set.of("sfn-runtime", "sfn-param-path", "sfn-query-eval", "sfn-data-limit");

  private static final Map<String, Set<String>> ANY_VALUE =
      Map.ofEntries(
          Map.entry("Resource", Set.of("fn-not-found", "sfn-permission", "sdk-integ-swallow")),
          Map.entry("FunctionName", Set.of("fn-not-found", "sfn-permission")),
          Map.entry("Qualifier", Set.of("fn-not-found", "sfn-permission")),
          Map.entry("Credentials", Set.of("sfn-assume-role")),
          Map.entry("RoleArn", Set.of("sfn-assume-role")),
          Map.entry("ItemReader", Set.of("sfn-item-reader")),
          Map.entry("ReaderConfig", Set.of("sfn-item-reader")),
          Map.entry("ResultWriter", Set.of("sfn-result-writer")),
          Map.entry("ToleratedFailureCount", Set.of("map-threshold")),
          Map.entry("ToleratedFailurePercentage", Set.of("map-threshold")));

  private static final Pattern SHAPING =
      Pattern.compile(
          ".*/(Parameters|Arguments|InputPath|OutputPath|ResultPath|ResultSelector|Result"
              + "|ItemSelector|ItemsPath|Items|Assign|Output|Variable|Choices|Default|Next"
              + "|SecondsPath|TimestampPath|MaxConcurrencyPath|QueryLanguage|StartAt)(/.*|\\.\\$)?");

  private final Situation situation;
  private final Verdicts soFar;

  StateEffects(Situation situation, Verdicts soFar) {
    this.situation = situation;
    this.soFar = soFar;
  }

  /** Whether a changed field shapes what states are given or which state comes next. */
  static boolean shapesPayloads(Change change) {
    return SHAPING.matcher(change.field().name()).matches();
  }

  /** Returns what follows from a change, in words. */
  Optional<String> of(Change change) {
    List<String> fields = fields(change.field().name());
    JsonNode a = change.values().a();
    JsonNode b = change.values().b();
    if (fields.contains("Retry") || fields.contains("Catch")) {
      return isOfFailingState(change) ? lostHandler(change, fields) : Optional.empty();
    }
    for (String field : fields) {
      Optional<String> effect =
          switch (field) {
            case "TimeoutSeconds" -> lowered(a, b) ? timeout(change) : Optional.empty();
            case "HeartbeatSeconds" -> lowered(a, b) ? ofState(change, "sfn-heartbeat") : none();
            case "MaxConcurrency" -> raised(a, b) ? held(LOAD) : none();
            default -> held(ANY_VALUE.getOrDefault(field, Set.of()));
          };
      if (effect.isPresent()) {
        return effect;
      }
    }
    return shapesPayloads(change) && touchesFailure(change) ? held(OF_PATHS) : none();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private Optional<String> timeout(Change change) {
    return change.field().name().contains("/States/")
        ? ofState(change, "sfn-task-timeout")
        : held(Set.of("sfn-exec-timeout"));
  }

  private Optional<String> ofState(Change change, String mechanism) {
    return isOfFailingState(change) ? held(Set.of(mechanism)) : none();
  }

  private Optional<String> held(Set<String> mechanisms) {
    return mechanisms.stream().filter(soFar::isHeld).sorted().findFirst();
  }

  /** A retrier or catcher that named the error is gone: what it healed before fails now. */
  private Optional<String> lostHandler(Change change, List<String> fields) {
    String error = situation.error();
    boolean took = names(change.values().a()).stream().anyMatch(name -> takes(name, error));
    boolean takes = names(change.values().b()).stream().anyMatch(name -> takes(name, error));
    return took && !takes
        ? Optional.of(
            "that " + error + " is no longer " + (fields.contains("Retry") ? "retried" : "caught"))
        : none();
  }

  private static boolean takes(String name, String error) {
    return name.equals(error)
        || name.equals("States.ALL")
        || (name.equals("States.TaskFailed") && !error.equals("States.Timeout"));
  }

  /** The names in ErrorEquals, wherever in the changed part they stand. */
  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    if (node.isTextual()) {
      names.add(node.textValue());
    }
    node.findValues("ErrorEquals").forEach(list -> list.forEach(n -> names.add(n.asText())));
    return names;
  }

  private boolean isOfFailingState(Change change) {
    return situation
        .step()
        .map(Step::path)
        .filter(path -> states(path).contains(change.field().subject()))
        .isPresent();
  }

  private static List<String> states(String path) {
    List<String> names = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      names.add(part.replaceAll("\\[[^\\]]*\\]$", "").replaceAll("#\\d+$", ""));
    }
    return names;
  }

  /** A path failed in the changed state, or in one that it feeds. */
  private boolean touchesFailure(Change change) {
    return isOfFailingState(change)
        || situation.run().steps().stream()
            .filter(step -> step.id().name().equals(change.field().subject()))
            .anyMatch(
                step ->
                    step.id().enteredEventId()
                        < situation
                            .failure()
                            .map(failure -> failure.origin().event().id())
                            .orElse(0L));
  }

  private static boolean lowered(JsonNode a, JsonNode b) {
    return b.isNumber() && (!a.isNumber() || b.doubleValue() < a.doubleValue());
  }

  /** No MaxConcurrency, or 0, is no limit. */
  private static boolean raised(JsonNode a, JsonNode b) {
    double before = a.isNumber() && a.doubleValue() > 0 ? a.doubleValue() : Double.MAX_VALUE;
    double after = b.isNumber() && b.doubleValue() > 0 ? b.doubleValue() : Double.MAX_VALUE;
    return after > before;
  }

  private static List<String> fields(String pointer) {
    List<String> fields = new ArrayList<>();
    for (String part : pointer.split("/", -1)) {
      fields.add(part.replaceAll("(Path|\\.\\$)$", ""));
    }
    return fields;
  }
}
