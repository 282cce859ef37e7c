// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.casefile.CaseGap;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.history.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector where AWS throttles, denies and breaks off. */
class BadWeatherTest {
  @TempDir Path temp;
  private TestingLab lab;

  @BeforeEach
  void serve() throws IOException {
    lab = TestingLab.of("seed");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private Map<String, String> undisturbed() throws Exception {
    lab.collect(temp.resolve("undisturbed"));
    lab.server().calls().clear();
    return TestingLab.files(temp.resolve("undisturbed"));
  }

  @Test
  void throttling_slowsAndNeverFails() throws Exception {
    Map<String, String> expected = undisturbed();
    lab.weather().throttleEvery(3);
    Collected collected = lab.collect(temp.resolve("case"));
    assertThat(collected.gaps()).isEmpty();
    assertThat(TestingLab.files(temp.resolve("case"))).isEqualTo(expected);
    assertThat(lab.server().calls().calls()).anyMatch(call -> !call.isAnswered());
  }

  @Test
  void resets_throttlingAndADenial_leaveTheSameCaseWithOneGap() throws Exception {
    Map<String, String> expected = undisturbed();
    lab.weather().throttleEvery(3).cutFirst("*").deny("cloudtrail:LookupEvents");
    Collected collected = lab.collect(temp.resolve("case"));
    assertThat(collected.gaps())
        .singleElement()
        .extracting(CaseGap::iamAction)
        .isEqualTo(Optional.of("cloudtrail:LookupEvents"));
    expected.keySet().removeIf(name -> name.contains("/cloudtrail/"));
    assertThat(TestingLab.files(temp.resolve("case"))).isEqualTo(expected);
  }

  @Test
  void emptyPages_hideNothing() throws Exception {
    Map<String, String> expected = undisturbed();
    lab.weather().emptyPages("logs:FilterLogEvents").emptyPages("states:ListExecutions");
    lab.collect(temp.resolve("case"));
    assertThat(TestingLab.files(temp.resolve("case"))).isEqualTo(expected);
  }

  @Test
  void deniedDescription_namesTheAction() {
    lab.weather().deny("states:DescribeExecution");
    assertThatThrownBy(() -> lab.collect(temp.resolve("case")))
        .isInstanceOfSatisfying(
            CollectException.class,
            e -> assertThat(e.kind()).isEqualTo(CollectException.Kind.REFUSED))
        .hasMessageContaining("states:DescribeExecution");
  }

  @Test
  void unknownRun_isRefused() {
    String other = lab.runs().get(0).replaceFirst("[^:]+$", "no-such-run");
    assertThatThrownBy(
            () -> lab.collect(List.of(other), TestingLab.options(), temp.resolve("case")))
        .isInstanceOfSatisfying(
            CollectException.class,
            e -> assertThat(e.kind()).isEqualTo(CollectException.Kind.REFUSED))
        .hasMessageContaining("no-such-run");
  }

  @Test
  void emptyPagesOfAStream_areReadOnToItsFirstLine() throws Exception {
    Map<String, String> expected = undisturbed();
    lab.weather().emptyPages("logs:GetLogEvents");
    lab.collect(temp.resolve("case"));
    assertThat(expected.keySet()).anyMatch(file -> file.contains("/get-log-events/"));
    assertThat(TestingLab.files(temp.resolve("case"))).isEqualTo(expected);
  }

  @Test
  void deniedHistory_leavesWhatIsKnown() throws Exception {
    lab.weather().deny("states:GetExecutionHistory");
    Collected collected = lab.collect(temp.resolve("case"));
    assertThat(collected.gaps())
        .filteredOn(gap -> gap.iamAction().equals(Optional.of("states:GetExecutionHistory")))
        .hasSize(2);
    CaseFile file = CaseFile.open(List.of(temp.resolve("case")));
    assertThat(file.pair().b().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void deniedAnswer_isAskedForAgainNextTime() throws Exception {
    Map<String, String> expected = undisturbed();
    lab.weather().deny("lambda:ListAliases");
    assertThat(lab.collect(temp.resolve("case")).gaps()).isNotEmpty();
    lab.weather().allow("lambda:ListAliases");
    lab.server().calls().clear();
    assertThat(lab.collect(temp.resolve("case")).gaps()).isEmpty();
    assertThat(lab.actions()).isNotEmpty().containsOnly("lambda:ListAliases");
    assertThat(TestingLab.files(temp.resolve("case"))).isEqualTo(expected);
  }

  @Test
  void deadline_leavesAUsableCase() throws Exception {
    lab.weather().latency("logs:FilterLogEvents", Duration.ofSeconds(4));
    CollectOptions usual = TestingLab.options();
    CollectOptions hurried =
        new CollectOptions(
            usual.redactor(),
            usual.maxLogBytes(),
            Optional.of(Duration.ofSeconds(2)),
            false,
            true,
            ZoneOffset.UTC);
    Collected collected = lab.collect(lab.runs(), hurried, temp.resolve("case"));
    assertThat(collected.gaps()).anyMatch(gap -> gap.error().contains("--deadline"));
    assertThat(CaseFile.open(List.of(temp.resolve("case"))).pair().a()).isPresent();
  }

  @Test
  void otherRedaction_doesNotMixIntoACase() throws Exception {
    lab.collect(temp.resolve("case"));
    assertThatThrownBy(
            () -> lab.collect(lab.runs(), CollectOptions.of(Redactor.off()), temp.resolve("case")))
        .isInstanceOf(CaseException.class)
        .hasMessageContaining("go on in the same way");
  }

  @Test
  void folderOfOtherFiles_isNotTouched() throws Exception {
    Files.writeString(temp.resolve("note.txt"), "mine");
    assertThatThrownBy(() -> lab.collect(temp))
        .isInstanceOf(CaseException.class)
        .hasMessageContaining("holds other files");
    assertThat(TestingLab.files(temp)).hasSize(1);
  }
}
