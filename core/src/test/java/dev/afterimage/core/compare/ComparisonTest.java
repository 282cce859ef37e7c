// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static dev.afterimage.core.compare.TestingPair.AFTER;
import static dev.afterimage.core.compare.TestingPair.a;
import static dev.afterimage.core.compare.TestingPair.b;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed between two runs, who did it, and what can be said to have stayed. */
class ComparisonTest {
  private static TestingHistory good(TestingHistory history) {
    history.entered("Task", "T").scheduled("poll").started().after(50).succeeded();
    return history.exited("Task", "T").succeed("{}");
  }

  private static TestingHistory bad(TestingHistory history) {
    history.entered("Task", "T").scheduled("poll").started().after(50).failed("E", "c");
    return history.fail("E", "c");
  }

  private static TestingPair pair() {
    return new TestingPair(good(a("{}")), bad(b("{}")));
  }

  private static ObjectNode function(int timeout, String modified) {
    return TestingCase.json("{'FunctionName': 'poll', 'Version': '$LATEST', 'CodeSha256': 'x'}")
        .put("Timeout", timeout)
        .put("LastModified", modified)
        .put("RevisionId", modified);
  }

  private static TestingPair asked(TestingPair pair, ObjectNode function, String at) {
    return pair.answer("lambda:GetFunctionConfiguration", "{'FunctionName': 'poll'}", at, function);
  }

  private static TestingPair trail(TestingPair pair, TestingTrail trail) {
    return pair.answer(
        "cloudtrail:LookupEvents",
        "{'StartTime': '2026-03-01T00:00:00Z', 'EndTime': '2026-03-01T11:55:00Z'}",
        AFTER,
        trail.answer());
  }

  private static Change only(List<Change> changes, Change.Kind kind) {
    List<Change> found = changes.stream().filter(c -> c.kind() == kind).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  // Definitions

  @Test
  void changedDefinition_isAChangeOfItsState_withWhoAndWhen() {
    TestingPair pair = pair().definition("A", "{'T': {'Type': 'Task', 'TimeoutSeconds': 60}}");
    ObjectNode later =
        TestingPair.answerOf(
            "{'T': {'Type': 'Task', 'TimeoutSeconds': 3}}", "2026-03-01T10:30:00Z");
    pair.answer(
        "states:DescribeStateMachineForExecution",
        "{'executionArn': '" + b("{}").arn() + "'}",
        AFTER,
        later);
    TestingTrail trail =
        new TestingTrail().call("states", "UpdateStateMachine", "2026-03-01T10:30:00Z", "{}", "{}");
    Change change = only(trail(pair, trail).changes(), Change.Kind.DEFINITION);

    assertThat(change.field()).isEqualTo(new Change.Field("T", "/States/T/TimeoutSeconds"));
    assertThat(change.values().a().intValue()).isEqualTo(60);
    assertThat(change.values().b().intValue()).isEqualTo(3);
    assertThat(change.origin().by()).contains("ann");
    assertThat(change.origin().at()).contains(java.time.Instant.parse("2026-03-01T10:30:00Z"));
    assertThat(change.relevant()).isTrue();
  }

  @Test
  void definitionAskedForBoth_isTheSame() {
    assertThat(pair().definition("{'T': {'Type': 'Task'}}").unchanged())
        .contains("the definition of orders is the same");
  }

  @Test
  void definitionAskedForTheLater_reachesBackToItsUpdate() {
    assertThat(pair().definition("B", "{'T': {'Type': 'Task'}}").unchanged())
        .contains("the definition of orders is the same");
  }

  @Test
  void definitionAskedForTheEarlier_doesNotReachTheLater() {
    Comparison comparison = pair().definition("A", "{'T': {'Type': 'Task'}}").compare();

    assertThat(comparison.unchanged()).noneMatch(u -> u.text().contains("definition"));
    assertThat(comparison.changes()).noneMatch(c -> c.kind() == Change.Kind.DEFINITION);
    assertThat(comparison.definition()).isPresent();
  }

  @Test
  void definitionAskedForNobodyKnowsWhom_isNotSaidToBeTheSame() {
    TestingPair pair =
        pair().answer("", "{}", "", TestingPair.answerOf("{}", "2026-03-01T08:00:00Z"));

    assertThat(pair.unchanged()).noneMatch(text -> text.contains("definition"));
  }

  @Test
  void sameRevisionNow_showsThatTheDefinitionStayed() {
    ObjectNode then = TestingPair.answerOf("{}", "2026-03-01T08:00:00Z").put("revisionId", "r1");
    ObjectNode now = then.deepCopy().put("creationDate", "2026-01-01T00:00:00Z");
    ObjectNode other = now.deepCopy().put("revisionId", "r2");
    String request = "{'executionArn': '" + a("{}").arn() + "'}";
    TestingPair same =
        pair().answer("states:DescribeStateMachineForExecution", request, AFTER, then);
    TestingPair changed =
        pair().answer("states:DescribeStateMachineForExecution", request, AFTER, then);

    assertThat(same.answer("states:DescribeStateMachine", "{}", AFTER, now).unchanged())
        .anyMatch(text -> text.contains("definition"));
    assertThat(changed.answer("states:DescribeStateMachine", "{}", AFTER, other).unchanged())
        .noneMatch(text -> text.contains("definition"));
  }

  @Test
  void publishedVersion_isTheDefinitionOfItsRuns() {
    String version = TestingHistory.machineArn("orders") + ":7";
    ObjectNode described = TestingPair.answerOf("{'T': {'Type': 'Task'}}", "");
    described.remove("updateDate");
    described.put("stateMachineArn", version).put("creationDate", "2026-01-01T00:00:00Z");
    TestingPair pair =
        new TestingPair(
            good(a("{}")).described("stateMachineVersionArn", version),
            bad(b("{}")).described("stateMachineVersionArn", version));

    assertThat(pair.answer("states:DescribeStateMachine", "{}", "", described).unchanged())
        .contains("the definition of orders is the same");
  }

  @Test
  void definitionOfNow_isALeadOnly() {
    ObjectNode now = TestingPair.answerOf("{'T': {'Type': 'Task'}}", "");
    now.remove("updateDate");
    now.put("creationDate", "2026-01-01T00:00:00Z");
    Comparison comparison =
        pair().answer("states:DescribeStateMachine", "{}", AFTER, now).compare();

    assertThat(comparison.definition()).isPresent();
    assertThat(comparison.unchanged()).noneMatch(u -> u.text().contains("definition"));
  }

  @Test
  void definitionUpdatedAfterARun_wasNotItsOwn() {
    TestingPair pair =
        pair()
            .answer(
                "",
                "{}",
                "",
                TestingPair.answerOf("{'T': {'Type': 'Task'}}", "2026-03-01T08:00:00Z"))
            .answer(
                "",
                "{}",
                "",
                TestingPair.answerOf("{'T': {'Type': 'Pass'}}", "2026-03-01T10:30:00Z"));

    assertThat(only(pair.changes(), Change.Kind.DEFINITION).values().b().textValue())
        .isEqualTo("Pass");
  }

  // Input

  @Test
  void changedInput_isAChange_withoutWhatAlwaysDiffers() {
    TestingPair pair =
        new TestingPair(
            good(
                a(
                    "{'batch': 10, 'id': '7d0c1f2e-1111-4222-8333-444455556666',"
                        + " 'at': '2026-03-01T10:00:00Z'}")),
            bad(
                b(
                    "{'batch': 99, 'id': '8d0c1f2e-1111-4222-8333-444455556666',"
                        + " 'at': '2026-03-01T11:00:00Z'}")));
    Change change = only(pair.changes(), Change.Kind.INPUT);

    assertThat(change.field().name()).isEqualTo("/batch");
    assertThat(change.relevant()).isTrue();
  }

  @Test
  void equalInput_isUnchanged() {
    assertThat(new TestingPair(good(a("{'n': 900}")), bad(b("{'n': 900.0}"))).unchanged())
        .contains("the input of both runs is the same");
  }

  // Configuration

  @Test
  void answerThatCoversBoth_isUnchanged() {
    assertThat(asked(pair(), function(30, "2026-03-01T08:00:00Z"), AFTER).unchanged())
        .contains("the configuration of poll is the same for both runs");
  }

  @Test
  void answerAskedNobodyKnowsWhen_saysNothingOfNoChange() {
    assertThat(asked(pair(), function(30, "2026-03-01T08:00:00Z"), "").unchanged())
        .noneMatch(text -> text.contains("configuration"));
  }

  @Test
  void answerOfAfterAChange_saysNothingOfNoChange() {
    TestingPair pair = asked(pair(), function(30, "2026-03-01T10:30:00Z"), AFTER);

    assertThat(pair.unchanged()).noneMatch(text -> text.contains("configuration"));
  }

  @Test
  void changedConfiguration_isAChange_withWhoAndWhen() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "UpdateFunctionConfiguration20150331v2",
                "2026-03-01T10:30:00Z",
                "{'functionName': 'poll', 'timeout': 3}",
                "{'functionName': 'poll'}");
    TestingPair pair = asked(pair(), function(60, "2026-03-01T08:00:00Z"), "2026-03-01T10:20:00Z");
    asked(pair, function(3, "2026-03-01T10:30:00Z"), AFTER);
    Change change = only(trail(pair, trail).changes(), Change.Kind.CONFIGURATION);

    assertThat(change.field()).isEqualTo(new Change.Field("poll", "Timeout"));
    assertThat(change.values().a().intValue()).isEqualTo(60);
    assertThat(change.values().b().intValue()).isEqualTo(3);
    assertThat(change.origin().by()).contains("ann");
    assertThat(change.relevant()).isTrue();
  }

  @Test
  void updateInTheTrailAlone_isAChange() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "UpdateFunctionConfiguration20150331v2",
                "2026-03-01T10:30:00Z",
                "{'functionName': 'poll', 'timeout': 3}",
                "{'functionName': 'poll'}");

    assertThat(only(trail(pair(), trail).changes(), Change.Kind.CONFIGURATION).field().name())
        .isEqualTo("Timeout");
  }

  private static TestingTrail updated(String asked) {
    return new TestingTrail()
        .call(
            "lambda",
            "UpdateFunctionConfiguration20150331v2",
            "2026-03-01T10:30:00Z",
            "{'functionName': 'poll', " + asked + "}",
            "{'functionName': 'poll'}");
  }

  private static TestingPair withNetwork(String asked) {
    ObjectNode before = function(60, "2026-03-01T08:00:00Z");
    before.set("VpcConfig", TestingCase.json("{'SubnetIds': ['s-1', 's-2'], 'VpcId': 'vpc-1'}"));
    before.putArray("Layers").addObject().put("Arn", "arn:layer:1").put("CodeSize", 5);
    return trail(asked(pair(), before, "2026-03-01T10:20:00Z"), updated(asked));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'timeout': 60",
        "'vpcConfig': {'subnetIds': ['s-2', 's-1']}",
        "'layers': ['arn:layer:1']"
      })
  void updateToWhatWasThere_isNoChange(String asked) {
    assertThat(withNetwork(asked).changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'vpcConfig': {'subnetIds': ['s-1']}|VpcConfig",
        "'vpcConfig': {'subnetIds': ['s-1', 's-3']}|VpcConfig",
        "'layers': ['arn:layer:2']|Layers",
        "'layers': []|Layers",
        "'memorySize': 128|MemorySize"
      })
  void updateToSomethingElse_isAChange(String asked, String field) {
    assertThat(withNetwork(asked).changes())
        .singleElement()
        .matches(change -> change.field().name().equals(field));
  }

  @Test
  void deliveredTrail_isNotTakenForTheWholeConfiguration() {
    ObjectNode before = function(60, "2026-03-01T08:00:00Z");
    before.putObject("Environment").putObject("Variables").put("LIMIT", "5");
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "UpdateFunctionConfiguration20150331v2",
                "2026-03-01T10:30:00Z",
                "{'functionName': 'poll', 'timeout': 3}",
                "{'functionName': 'poll', 'codeSha256': 'x', 'timeout': 3, 'version': '$LATEST',"
                    + " 'lastModified': '2026-03-01T10:30:00Z'}")
            .call("s3", "PutObject", "2026-03-01T11:50:00Z", "{}", "{}");
    TestingPair pair =
        asked(pair(), before, "2026-03-01T10:20:00Z")
            .answer(
                "cloudtrail:LookupEvents",
                "{'StartTime': '2026-03-01T00:00:00Z', 'EndTime': '2026-03-01T11:55:00Z'}",
                AFTER,
                trail.records());

    assertThat(pair.changes())
        .filteredOn(change -> change.field().subject().equals("poll"))
        .singleElement()
        .matches(change -> change.field().name().equals("Timeout"))
        .matches(change -> change.values().a().intValue() == 60);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T09:59:59Z", "2026-03-01T11:30:00Z"})
  void updateOutsideOfTheTime_isNoChange(String at) {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "UpdateFunctionConfiguration20150331v2",
                at,
                "{'functionName': 'poll', 'timeout': 3}",
                "{'functionName': 'poll'}");

    assertThat(trail(pair(), trail).changes()).isEmpty();
  }

  @Test
  void reservedConcurrency_isAChange() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "PutFunctionConcurrency20171031",
                "2026-03-01T10:30:00Z",
                "{'functionName': 'poll', 'reservedConcurrentExecutions': 1}",
                "{}");
    Change change = only(trail(pair(), trail).changes(), Change.Kind.CONCURRENCY);

    assertThat(change.values().b().intValue()).isEqualTo(1);
    assertThat(change.relevant()).isTrue();
  }

  // Other changes of the trail

  @ParameterizedTest
  @CsvSource({
    "ec2, DeleteNatGateway, NETWORK",
    "iam, PutRolePolicy, PERMISSION",
    "secretsmanager, PutSecretValue, ENVIRONMENT",
    "lambda, UpdateAlias20150331, CODE",
    "ecr, PutImage, IMAGE"
  })
  void operation_isAChangeOfItsKind(String service, String name, Change.Kind kind) {
    TestingTrail trail = new TestingTrail().call(service, name, "2026-03-01T10:30:00Z", "{}", "{}");

    assertThat(only(trail(pair(), trail).changes(), kind).origin().by()).contains("ann");
  }

  @Test
  void refusedOrReadingCall_isNoChange() {
    TestingTrail trail =
        new TestingTrail()
            .call("iam", "PutRolePolicy", "2026-03-01T10:30:00Z", "{}", "{}")
            .refused()
            .call("ec2", "DescribeSubnets", "2026-03-01T10:30:00Z", "{}", "{}");

    assertThat(trail(pair(), trail).changes()).isEmpty();
  }

  // Baselines

  private static Optional<BaselineFinder.Choice> baseline(TestingCase testing, String name) {
    var evidence = testing.evidence();
    var runs = dev.afterimage.core.history.RunsReader.read(evidence);
    var run = runs.all().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    return new BaselineFinder(runs, evidence).find(run);
  }

  private static TestingHistory at(String name, int minute, String input) {
    return TestingHistory.of(name, TestingPair.A.plusSeconds(60L * minute), input);
  }

  @Test
  void baseline_isTheNearestSucceededRunOfTheMachine() {
    TestingCase testing =
        new TestingCase()
            .run(good(at("far", 0, "{}")))
            .run(good(at("near", 50, "{}")))
            .run(bad(at("failed", 59, "{}")))
            .run(bad(at("this", 60, "{}")))
            .run(good(TestingHistory.ofMachine("other", "x", TestingPair.B, "{}")));

    assertThat(baseline(testing, "this").orElseThrow().run().name()).isEqualTo("near");
    assertThat(baseline(testing, "this").orElseThrow().because()).contains("of 2 succeeded runs");
  }

  @Test
  void baselineWithInputOfTheSameShape_isBetterThanANearerOne() {
    TestingCase testing =
        new TestingCase()
            .run(good(at("same", 0, "{\"a\":1}")))
            .run(good(at("near", 50, "{\"b\":1}")))
            .run(bad(at("this", 60, "{\"a\":2}")));

    assertThat(baseline(testing, "this").orElseThrow().run().name()).isEqualTo("same");
  }

  @Test
  void runThatCaughtAnError_isTheWorseBaseline() {
    TestingHistory caught = at("caught", 50, "{}").entered("Task", "T").scheduled("poll").started();
    caught.failed("E", "c").exited("Task", "T").succeed("{}");
    TestingCase testing =
        new TestingCase().run(good(at("well", 0, "{}"))).run(caught).run(bad(at("this", 60, "{}")));

    assertThat(baseline(testing, "this").orElseThrow().run().name()).isEqualTo("well");
  }

  @Test
  void runAlone_hasNoBaseline() {
    assertThat(baseline(new TestingCase().run(bad(at("this", 0, "{}"))), "this")).isEmpty();
  }
}
