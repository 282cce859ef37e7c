// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.ClientErrors;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Workload;
import java.time.Duration;
import java.util.List;

/** What goes wrong because of the data, its size, its order, or chance. */
final class DataFaults {
  private static final String HANDLED = "handled-exception";
  private static final String MAP = "map-failfast";

  private DataFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("poison-item", DataFaults::poison),
        Fault.of("data-race", d -> d.items(8), DataFaults::race),
        Fault.of("nondeterminism", DataFaults::chance),
        Fault.of("input-changed", DataFaults::input),
        Fault.of("response-too-large", d -> d.target(Role.MERGER), DataFaults::hugeAnswer),
        Fault.of("sfn-data-limit", d -> d.target(Role.MERGER), DataFaults::largeAnswer));
  }

  /** One item is such that no attempt on it can succeed. */
  private static Truth poison(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    Workload workload = stage.workload();
    if (stage.random().chance(0.6)) {
      Workload.retry(workload.stateOf(draft), "States.TaskFailed", 2, 2);
    }
    draft
        .work()
        .add(
            Steps.when(
                p -> Item.size(p) < 0,
                Steps.raise("field.bad", p -> new Object[] {"size", Item.key(p), Item.size(p)})));
    stage.between(
        () -> {
          workload.catalog().add().put("size", -stage.random().between(1, 90));
          workload.catalog().shuffle();
        });
    return Truth.of("poison-item", HANDLED, MAP).or("input-changed");
  }

  /** Two items share a row, and whoever writes second while the first is at it loses. */
  private static Truth race(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    Workload workload = stage.workload();
    workload.map().put("MaxConcurrency", 40);
    draft.setPace(Duration.ofMillis(1500));
    draft.before().add(DataFaults::readRow);
    draft.after().add(0, DataFaults::writeRow);
    stage.between(
        () -> {
          String row = workload.catalog().pick().path("key").asText();
          workload.catalog().add().put("row", row);
          workload.catalog().add().put("row", row);
        });
    return Truth.of("data-race", HANDLED, MAP);
  }

  private static String row(ProcessView p) {
    JsonNode item = Item.of(p);
    return "row/" + item.path("row").asText(item.path("key").asText());
  }

  private static Effect readRow(ProcessView p) {
    Object version = p.outside().shared().getOrDefault(row(p), 0);
    p.invocation().put("version", version);
    return Effect.take(Duration.ofMillis(7));
  }

  private static Effect writeRow(ProcessView p) {
    Object now = p.outside().shared().getOrDefault(row(p), 0);
    if (!now.equals(p.invocation().get("version"))) {
      Reply conflict = new Reply(Duration.ZERO, Trouble.CONDITION_FAILED, row(p));
      return new Effect.Raise(ClientErrors.of(p.program().language(), "dynamodb", conflict));
    }
    p.outside().shared().put(row(p), (int) now + 1);
    return Effect.take(Duration.ofMillis(9));
  }

  /** A model answers with something that is no document, now and then. */
  private static Truth chance(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    int items = stage.workload().catalog().items().size();
    draft
        .work()
        .add(
            Steps.when(
                p -> p.random().chance(0.9 / items), Steps.raise("garbled", p -> new Object[0])));
    return Truth.of("nondeterminism", HANDLED, MAP).or(HANDLED);
  }

  /** The run was asked for something else than the one before. */
  private static Truth input(Stage stage) {
    ObjectNode input = stage.plan().badInput();
    switch (stage.random().between(0, 2)) {
      case 0 -> {
        FunctionDraft draft = stage.aim(Role.LISTER);
        stage.plan().goodInput().put("region", "north");
        draft
            .work()
            .add(
                0,
                Steps.when(
                    p -> !p.event().has("region"),
                    Steps.raise("field.missing", p -> new Object[] {"region", Item.key(p)})));
      }
      case 1 -> {
        FunctionDraft draft = stage.aim(Role.LISTER);
        stage.plan().goodInput().put("window", 7);
        input.put("window", "last-week");
        draft
            .work()
            .add(
                0,
                Steps.when(
                    p -> p.event().path("window").isTextual(),
                    Steps.raise(
                        "field.bad",
                        p ->
                            new Object[] {
                              "window", Item.key(p), p.event().path("window").asText()
                            })));
      }
      default -> {
        FunctionDraft draft = stage.aim(Role.MERGER);
        stage.plan().goodInput().put("pages", 3);
        input.put("pages", 4000);
        draft.configure(config -> config.with("Timeout", 30));
        draft
            .work()
            .add(p -> Effect.take(Duration.ofMillis(20L * p.event().path("pages").asInt())));
        return Truth.of("input-changed", "fn-timeout");
      }
    }
    return Truth.of("input-changed", HANDLED);
  }

  /** Answers with so many rows as lie in a table by then. */
  private static void answerRows(Stage stage, FunctionDraft draft, int bytes) {
    draft.answerWith(
        usual ->
            p -> {
              ObjectNode answer = (ObjectNode) usual.apply(p);
              int size = stage.isBad() ? bytes : 2000;
              StringBuilder text = new StringBuilder(size);
              while (text.length() < size) {
                text.append("row ").append(text.length()).append(';');
              }
              return answer.put("table", text.toString());
            });
  }

  private static Truth hugeAnswer(Stage stage) {
    answerRows(stage, stage.aim(Role.MERGER), 6_300_000);
    return Truth.of("response-too-large");
  }

  private static Truth largeAnswer(Stage stage) {
    answerRows(stage, stage.aim(Role.MERGER), stage.random().between(266_000, 400_000));
    return Truth.of("sfn-data-limit");
  }
}
