// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.account.Roles;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import dev.afterimage.lab.workload.Wiring;
import dev.afterimage.lab.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What goes wrong in Step Functions itself, or because of what a definition says. */
final class WorkflowFaults {
  private static final String HANDLED = "handled-exception";
  private static final String MAP = "map-failfast";
  private static final String ALL = "States.ALL";

  private WorkflowFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("sfn-runtime", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::badPath),
        Fault.of("sfn-param-path", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::namedError),
        Fault.of("sfn-query-eval", d -> d.wiring(Wiring.JSONATA), WorkflowFaults::query),
        Fault.of(MAP, WorkflowFaults::failFast),
        Fault.of("retry-exhausted", WorkflowFaults::exhausted),
        Fault.of("retry-mismatch", WorkflowFaults::mismatch),
        Fault.of("catch-swallow", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::swallow),
        Fault.of("fail-state", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::failState),
        Fault.of("abort", WorkflowFaults::abort),
        Fault.of("async-invoke", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::async),
        Fault.of("sdk-integ-swallow", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::sdk),
        Fault.of("state-throttle", WorkflowFaults::throttled),
        Fault.of("sfn-permission", WorkflowFaults::permission),
        Fault.of("sfn-assume-role", d -> d.wiring(Wiring.OPTIMISED), WorkflowFaults::taskRole),
        Fault.of("sfn-history-limit", d -> d.items(4), WorkflowFaults::endlessLoop));
  }

  /** In the bad run the lister's answer lacks what the definition reads. */
  private static void rename(Stage stage, String from, String to) {
    FunctionDraft lister = stage.aim(Role.LISTER);
    lister.answerWith(
        usual ->
            p -> {
              ObjectNode answer = (ObjectNode) usual.apply(p);
              if (stage.isBad()) {
                answer.set(to, answer.remove(from));
              }
              return answer;
            });
  }

  private static Truth badPath(Stage stage) {
    if (stage.random().chance(0.5)) {
      rename(stage, "items", "entries");
    } else {
      ObjectNode pass = Json.object().put("Type", "Pass");
      pass.putObject("Parameters").put("count.$", "$.listed.value.count");
      pass.put("ResultPath", "$.summary");
      Edit.insertBefore(stage.workload(), stage.workload().mapName(), "Summary", pass);
      rename(stage, "count", "number");
    }
    return Truth.of("sfn-runtime").or("sfn-param-path");
  }

  private static Truth namedError(Stage stage) {
    Workload workload = stage.workload();
    if (stage.random().chance(0.5)) {
      ObjectNode pass = Json.object().put("Type", "Pass");
      pass.putObject("Parameters").put("text.$", "States.StringToJson($.listed.value.note)");
      pass.put("ResultPath", "$.parsed");
      Edit.insertBefore(workload, workload.mapName(), "ReadNote", pass);
      stage
          .aim(Role.LISTER)
          .answerWith(
              usual ->
                  p ->
                      ((ObjectNode) usual.apply(p))
                          .put("note", stage.isBad() ? "not json {" : "{\"a\":1}"));
    } else {
      ObjectNode choice = Json.object().put("Type", "Choice");
      ObjectNode rule = choice.putArray("Choices").addObject();
      rule.put("Variable", "$.listed.value.mode")
          .put("StringEquals", "full")
          .put("Next", workload.mapName());
      Edit.insertBefore(workload, workload.mapName(), "WhichMode", choice);
      choice.remove("Next");
      stage
          .aim(Role.LISTER)
          .answerWith(
              usual ->
                  p -> ((ObjectNode) usual.apply(p)).put("mode", stage.isBad() ? "delta" : "full"));
    }
    return Truth.of("sfn-param-path").or("sfn-runtime");
  }

  private static Truth query(Stage stage) {
    rename(stage, "items", "entries");
    return Truth.of("sfn-query-eval");
  }

  private static Predicate<ProcessView> someItems(Stage stage, int n) {
    return stage.once(n);
  }

  private static Truth failFast(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    draft
        .work()
        .add(
            Steps.when(
                someItems(stage, stage.random().between(0, 3)),
                Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    return Truth.of(MAP).or(HANDLED, "nondeterminism");
  }

  private static Truth exhausted(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.LISTER, Role.MERGER)));
    Workload.retry(
        stage.workload().stateOf(draft),
        stage.random().pick(List.of(ALL, "States.TaskFailed")),
        stage.random().between(1, 5),
        stage.random().between(2, 4));
    draft
        .work()
        .add(Steps.when(p -> stage.isBad(), Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    return Truth.of("retry-exhausted").or(HANDLED);
  }

  /** The error would be gone a moment later, and the retrier is for one of another name. */
  private static Truth mismatch(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    String real = draft.wording().errorName("unfinished");
    String written = stage.random().chance(0.5) ? real + "Error" : real.toLowerCase(Locale.ROOT);
    Workload.retry(stage.workload().stateOf(draft), written, 5, 3);
    draft
        .work()
        .add(
            Steps.when(
                someItems(stage, 0), Steps.raise("unfinished", p -> new Object[] {Item.key(p)})));
    return Truth.of("retry-mismatch", HANDLED, MAP).or(HANDLED);
  }

  private static Truth swallow(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    ObjectNode state = stage.workload().stateOf(draft);
    ObjectNode catcher = state.putArray("Catch").addObject();
    catcher.putArray("ErrorEquals").add(ALL);
    catcher.put("Next", "Skip");
    ObjectNode processor = stage.workload().map().withObject("/ItemProcessor");
    ObjectNode skip = Json.object().put("Type", "Pass");
    skip.putObject("Result").put("skipped", true);
    processor.withObject("/States").set("Skip", skip.put("End", true));
    draft
        .work()
        .add(
            Steps.when(
                someItems(stage, stage.random().between(0, 2)),
                Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    stage.plan().setBadStatus("SUCCEEDED");
    return Truth.of("catch-swallow", HANDLED).or(HANDLED);
  }

  private static Truth failState(Stage stage) {
    Workload workload = stage.workload();
    FunctionDraft merger = workload.function(Role.MERGER);
    ObjectNode choice = Json.object().put("Type", "Choice");
    ObjectNode rule = choice.putArray("Choices").addObject();
    rule.put("Variable", "$.listed.value.verdict")
        .put("StringEquals", "rejected")
        .put("Next", "Rejected");
    Edit.insertBefore(workload, merger.state(), "Accepted", choice);
    choice.put("Default", merger.state()).remove("Next");
    Edit.add(
        workload,
        "Rejected",
        Json.object()
            .put("Type", "Fail")
            .put("Error", stage.random().pick(List.of("Rejected", "QualityGate", "NotAccepted")))
            .put("Cause", "see the quality report"));
    stage
        .aim(Role.LISTER)
        .answerWith(
            usual ->
                p ->
                    ((ObjectNode) usual.apply(p))
                        .put("verdict", stage.isBad() ? "rejected" : "fine"));
    return Truth.of("fail-state");
  }

  private static Truth abort(Stage stage) {
    FunctionDraft draft = stage.aim(Role.MERGER);
    draft.setPace(Duration.ofSeconds(20));
    draft.configure(config -> config.with("Timeout", 120));
    stage.plan().setBadStatus("ABORTED");
    boolean says = stage.random().chance(0.4);
    stage.duringBad(
        Duration.ofSeconds(stage.random().between(2, 6)),
        () ->
            stage
                .world()
                .states()
                .stop(
                    stage.operator(),
                    stage.badRun(),
                    says ? Optional.of("Cancelled") : Optional.empty(),
                    says ? Optional.of("stopped by hand") : Optional.empty()));
    return Truth.of("abort");
  }

  /** Nobody waits for the function, so nobody hears that it failed. */
  private static Truth async(Stage stage) {
    FunctionDraft draft = stage.aim(Role.MERGER);
    ObjectNode state = stage.workload().stateOf(draft);
    state.withObject("/Parameters").put("InvocationType", "Event");
    draft
        .work()
        .add(Steps.when(p -> stage.isBad(), Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    stage.plan().setBadStatus("SUCCEEDED");
    return Truth.of("async-invoke", HANDLED);
  }

  private static Truth sdk(Stage stage) {
    FunctionDraft draft = stage.aim(Role.MERGER);
    ObjectNode state = stage.workload().stateOf(draft);
    state.put("Resource", "arn:aws:states:::aws-sdk:lambda:invoke");
    draft
        .work()
        .add(Steps.when(p -> stage.isBad(), Steps.raise("boom", p -> new Object[] {Item.key(p)})));
    stage.plan().setBadStatus("SUCCEEDED");
    return Truth.of("sdk-integ-swallow", HANDLED);
  }

  private static Truth throttled(Stage stage) {
    stage.workload().definition().put("TimeoutSeconds", 150);
    stage.workload().functions().forEach(f -> f.setPace(Duration.ofMillis(400)));
    stage.beforeBad(
        () ->
            stage
                .world()
                .states()
                .throttling()
                .exhaust(
                    stage.world().now(),
                    stage.world().now().plus(Duration.ofMinutes(20)),
                    Duration.ofSeconds(9)));
    stage.plan().setBadStatus("TIMED_OUT");
    return Truth.of("state-throttle", "sfn-exec-timeout").or("sfn-exec-timeout");
  }

  private static Truth permission(Stage stage) {
    stage.aim(Role.LISTER);
    stage.between(
        () ->
            stage
                .world()
                .platform()
                .roles()
                .withdraw(stage.operator(), stage.deployment().role(), "lambda:InvokeFunction"));
    return Truth.of("sfn-permission");
  }

  /** A Task acts as a role of its own, which trusts the state machine no longer. */
  private static Truth taskRole(Stage stage) {
    FunctionDraft draft = stage.aim(stage.random().pick(List.of(Role.WORKER, Role.MERGER)));
    String role = stage.world().ground().site().role(draft.name() + "-task");
    stage.workload().stateOf(draft).putObject("Credentials").put("RoleArn", role);
    Roles roles = stage.world().platform().roles();
    stage.between(() -> roles.distrust(stage.operator(), role));
    return Truth.of("sfn-assume-role");
  }

  /** A loop that asks whether something is done, which it never is. */
  private static Truth endlessLoop(Stage stage) {
    Workload workload = stage.workload();
    FunctionDraft lister = stage.aim(Role.LISTER);
    boolean jsonata = workload.traits().wiring() == Wiring.JSONATA;
    ObjectNode choice = Json.object().put("Type", "Choice");
    ObjectNode rule = choice.putArray("Choices").addObject();
    if (jsonata) {
      rule.put("Condition", "{% $states.input.open %}");
    } else {
      rule.put("Variable", "$.open").put("BooleanEquals", true);
    }
    rule.put("Next", "StillOpen");
    Edit.insertBefore(workload, lister.state(), "IsOpen", choice);
    choice.put("Default", lister.state()).remove("Next");
    Edit.add(workload, "StillOpen", Json.object().put("Type", "Pass").put("Next", "IsOpen"));
    stage.plan().goodInput().put("open", false);
    stage.plan().badInput().put("open", true);
    stage.record(
        new ManagementCall(stage.operator(), "events", "EnableRule")
            .request(Json.object("name", "hourly")));
    return Truth.of("sfn-history-limit").or("input-changed");
  }
}
