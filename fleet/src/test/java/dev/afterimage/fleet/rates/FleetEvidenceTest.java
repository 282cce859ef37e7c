// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Table;
import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.diagnosis.fleet.FleetBaseline;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.diagnosis.fleet.FleetRates;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.ingest.Ingest;
import dev.afterimage.fleet.ingest.IngestOptions;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.testing.TestingFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of a fleet held against all the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetEvidenceTest {
  private static final Instant DEPLOY = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant SETTLED = DEPLOY.plusSeconds(6 * 3600);

  private CaseFile file;
  private FleetDatabase database;
  private FleetRates rates;
  private Path root = Path.of("");

  @BeforeAll
  void fill(@TempDir Path folder) throws Exception {
    TestingFleet.write(folder.resolve("logs"), 100, 3);
    root = folder.resolve("fleet");
    FleetFolder fleet = new FleetFolder(root);
    Ingest.ingest(fleet, List.of(folder.resolve("logs")), IngestOptions.DEFAULT);
    database = FleetDatabase.open(fleet);
    rates = new FleetEvidence(database, fleet);
    Path logs = folder.resolve("logs");
    function(logs.resolve("before.json"), "2026-02-01T00:00:00.000+0000", "a");
    function(logs.resolve("after.json"), "2026-03-01T12:00:00.000+0000", "b");
    Files.writeString(
        logs.resolve("afterimage.json"),
        """
        {"afterimage":"case/1","asked":[],"gaps":[],"calls":[%s,%s]}\
        """
            .formatted(
                call("before", "2026-03-01T11:59:00Z"), call("after", "2026-03-03T00:00:00Z")));
    file = CaseFile.open(List.of(logs));
  }

  /** What Lambda answers about the function at one moment. */
  private static void function(Path answer, String modified, String digit) throws IOException {
    Files.writeString(
        answer,
        """
        {"Configuration":{"FunctionName":"poll","Version":"$LATEST","PackageType":"Image",
          "FunctionArn":"arn:aws:lambda:us-east-1:111122223333:function:poll",
          "LastModified":"%s","CodeSha256":"%s"},
         "Code":{"RepositoryType":"ECR",
          "ResolvedImageUri":"111122223333.dkr.ecr.us-east-1.amazonaws.com/poll@sha256:%s"}}\
        """
            .formatted(modified, digit.repeat(64), digit.repeat(64)));
  }

  private static String call(String name, String at) {
    return """
    {"id":"%s","api":"lambda:GetFunction","request":{"FunctionName":"poll"},
     "at":"%s","file":"%s.json","complete":true}\
    """
        .formatted(name, at, name);
  }

  @AfterAll
  void close() {
    database.close();
  }

  private Run run(RunStatus status, Predicate<Instant> start) {
    return file.runs().all().stream()
        .filter(run -> run.status() == status && start.test(run.times().start()))
        .filter(run -> status == RunStatus.SUCCEEDED || failsByTheDeploy(run))
        .findFirst()
        .orElseThrow();
  }

  private static boolean failsByTheDeploy(Run run) {
    return run.steps().stream()
        .flatMap(step -> step.attempts().stream())
        .anyMatch(a -> a.end().cause().filter(c -> c.contains("segment missing")).isPresent());
  }

  private CaseFile.Examination examine(FleetRates many) {
    Run a = run(RunStatus.SUCCEEDED, DEPLOY::isAfter);
    Run b = run(RunStatus.FAILED, start -> start.isAfter(SETTLED));
    return file.examine(new CaseFile.Choice(Optional.of(a), b, "", ""), List.of(), many);
  }

  private Map<Change, FleetRate> rates() {
    return examine(rates).diagnosis().judged().fleet().changes();
  }

  private static FleetRate of(Map<Change, FleetRate> rates, String field) {
    return rates.entrySet().stream()
        .filter(entry -> entry.getKey().field().name().equals(field))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void imageThatFails_hasTheHigherRate_andCitesTheTable() {
    FleetRate rate = of(rates(), "digest");

    assertThat(rate.counts().failsInside()).isTrue();
    assertThat(rate.pValue()).isLessThan(0.001);
    assertThat(rate.text()).contains("in the fleet, with sha256:bbbb", " of poll ", " failed");
    assertThat(rate.evidence())
        .isNotEmpty()
        .allMatch(ref -> Files.isRegularFile(root.resolve(ref.file().path())))
        .allMatch(ref -> ref.file().path().startsWith("tables/attempts/"));
  }

  private static Partition partition(String attribute, double threshold) {
    return new Partition(
        attribute,
        new Partition.Threshold(threshold, threshold, true),
        new Table(2, 0, 0, 2),
        0,
        0.1,
        Set.of());
  }

  @Test
  void partition_isHeldAgainstTheRunsWithSuchAnAttempt() {
    Partition late = partition("itemIndex", 5);

    FleetRate rate =
        rates
            .partitions(
                examine(FleetRates.NONE).situation().pair(), Optional.of("poll"), List.of(late))
            .get("itemIndex");

    assertThat(rate).isNotNull();
    assertThat(rate.counts().inside()).isPositive();
    assertThat(rate.counts().outside()).isPositive();
    assertThat(rate.text())
        .startsWith("in the fleet, with an item index of at least 5 ")
        .contains(" runs failed", ", without ")
        .doesNotContain("without 0 of 0");
  }

  @Test
  void partitionThatNoColumnHolds_isLeftOut() {
    Pair pair = examine(FleetRates.NONE).situation().pair();

    assertThat(rates.partitions(pair, Optional.of("poll"), List.of(partition("startClockMs", 1))))
        .isEmpty();
    assertThat(rates.partitions(pair, Optional.empty(), List.of(partition("processAgeMs", 1))))
        .isEmpty();
  }

  @Test
  void inputThatMeansNothing_hasNoHigherRate() {
    FleetRate rate = of(rates(), "/size");

    assertThat(rate.pValue()).isGreaterThan(0.01);
    assertThat(rate.counts().outside()).isPositive();
  }

  @Test
  void causeOfAChange_carriesTheRates() {
    List<Claim> claims =
        examine(rates)
            .diagnosis()
            .judged()
            .judgement()
            .of("code-changed")
            .orElseThrow()
            .supporting();
    List<Claim> without =
        examine(FleetRates.NONE)
            .diagnosis()
            .judged()
            .judgement()
            .of("code-changed")
            .orElseThrow()
            .supporting();

    assertThat(claims).anyMatch(claim -> claim.text().startsWith("in the fleet, with sha256:bbbb"));
    assertThat(without).noneMatch(claim -> claim.text().contains("fleet"));
  }

  @Test
  void pairItself_doesNotCount() throws Exception {
    Run b = run(RunStatus.FAILED, start -> start.isAfter(SETTLED));
    long[] alike = new long[1];
    database.query(
        "SELECT count(*) FROM runs WHERE status = 'SUCCEEDED' OR fingerprint ="
            + " (SELECT fingerprint FROM runs WHERE name = '"
            + b.name()
            + "')",
        row -> alike[0] = row.whole(0));

    assertThat(of(rates(), "/size").counts().known()).isEqualTo(alike[0] - 2);
  }

  @Test
  void sameQuestion_getsTheSameAnswer() {
    var first = examine(rates).diagnosis().judged();
    var second = examine(rates).diagnosis().judged();

    assertThat(second.fleet()).isEqualTo(first.fleet());
    assertThat(first.fleet().changes()).isNotEmpty();
    assertThat(second.judgement()).isEqualTo(first.judgement());
  }

  @Test
  void baselines_succeeded_andLieNearest() {
    Run b = run(RunStatus.FAILED, start -> start.isAfter(SETTLED));

    List<FleetBaseline> found = rates.baselines(b);

    assertThat(found).hasSize(5);
    assertThat(found.get(0).because()).containsPattern("plain fields?, .* (before|after)$");
    for (FleetBaseline one : found) {
      assertThat(file.runs().all())
          .anyMatch(
              run ->
                  run.identity().arn().equals(Optional.of(one.arn()))
                      && run.status() == RunStatus.SUCCEEDED);
    }
  }

  @Test
  void runWithoutBaseline_isToldWhatToCollect() {
    Run b = run(RunStatus.FAILED, start -> start.isAfter(SETTLED));
    var examination =
        file.examine(new CaseFile.Choice(Optional.empty(), b, "", ""), List.of(), rates);

    assertThat(examination.diagnosis().limits().gaps())
        .anyMatch(
            gap -> gap.effect().contains("fits best") && gap.effect().contains("collect arn:"));
  }
}
