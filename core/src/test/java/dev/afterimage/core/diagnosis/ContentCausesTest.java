// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the content of images adds to the verdict, and what it must not. */
class ContentCausesTest {
  private static final String OLD = "0".repeat(64);
  private static final String IMAGE = "1".repeat(64);
  private static final String MESSAGE = "over the limit";

  private static TestingScenario guard() {
    return TestingScenario.onlyTheOld("RuntimeError", MESSAGE);
  }

  private static String clock(boolean used) {
    return TestingContent.source(IMAGE, "RuntimeError: " + MESSAGE, "clock", used);
  }

  @Test
  void clockAtImport_thatTheRaiserUses_isConfirmedWithAControl() {
    Diagnosis diagnosis = guard().file("source.json", clock(true)).diagnose();
    DiagnosisAssert.of(diagnosis).confirms("stale-init-state");
    assertThat(diagnosis.rootCause().orElseThrow().hypothesis().supporting())
        .anySatisfy(
            claim -> {
              assertThat(claim.text())
                  .isEqualTo(
                      "app.py:3 takes the clock at import: `_START = taken()`, and the function"
                          + " that raised uses it");
              assertThat(claim.evidence())
                  .containsExactly(
                      Ref.of(claim.evidence().get(0).file(), new Location.Pointer("/raised")),
                      Ref.of(claim.evidence().get(0).file(), new Location.Pointer("/state/0")));
              assertThat(claim.evidence().get(0).file().path()).isEqualTo("source.json");
            });
  }

  @Test
  void clockAtImport_withoutAFreshProcess_isNotConfirmed() {
    assertDiagnosis(TestingScenario.old("RuntimeError", MESSAGE).file("source.json", clock(true)))
        .doubts("stale-init-state");
  }

  @Test
  void clockAtImport_thatTheRaiserDoesNotUse_addsNothing() {
    assertDiagnosis(guard().file("source.json", clock(false))).supports("stale-init-state");
  }

  @Test
  void clockAtImport_ofAnotherImage_isNotUsed() {
    String other = TestingContent.source(OLD, "RuntimeError: " + MESSAGE, "clock", true);
    Diagnosis diagnosis = guard().file("source.json", other).diagnose();
    DiagnosisAssert.of(diagnosis).supports("stale-init-state");
    assertThat(diagnosis.judged().content().raised()).isEmpty();
    assertThat(diagnosis.limits().warnings())
        .contains(
            "source.json is not used: its image is not the one that the failing function is known"
                + " to have run");
  }

  @Test
  void clockAtImport_ofAnotherError_isNotUsed() {
    String other = TestingContent.source(IMAGE, "KeyError: rows", "clock", true);
    Diagnosis diagnosis = guard().file("source.json", other).diagnose();
    DiagnosisAssert.of(diagnosis).supports("stale-init-state");
    assertThat(diagnosis.limits().warnings())
        .contains("source.json is not used: the error that it was made for is not the failure's");
  }

  @Test
  void clockAtImport_ofAnImageThatIsNotProved_isNotConfirmed() {
    assertDiagnosis(
            guard()
                .configured("LastModified", "'2026-03-01T10:20:00.000+0000'")
                .withoutTrail()
                .file("source.json", clock(true)))
        .doubts("stale-init-state");
  }

  @Test
  void clockAtImport_whereFreshProcessesFailToo_isRefuted() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1").raises("RuntimeError", MESSAGE),
                    in("s3").cold().raises("RuntimeError", MESSAGE))
                .file("source.json", clock(true)))
        .rejects("stale-init-state");
  }

  @Test
  void clockAtImport_whereAnOlderProcessWorked_isRefuted() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold().at(5_000))
                .b(in("s1"), in("s2").raises("RuntimeError", MESSAGE), in("s3").cold().cutOff())
                .file("source.json", clock(true)))
        .rejects("stale-init-state");
  }

  @Test
  void clockAtImport_besideAnExpiredToken_isNotTheRoot() {
    String message = "ExpiredToken: the security token included in the request is expired";
    assertDiagnosis(
            TestingScenario.onlyTheOld("ClientError", message)
                .file("source.json", TestingContent.source(IMAGE, message, "clock", true)))
        .confirms("cred-expired")
        .doubts("stale-init-state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "connection", "mutable", "something-new"})
  void otherStateAtImport_confirmsNothing(String kind) {
    assertDiagnosis(
            guard()
                .file(
                    "source.json",
                    TestingContent.source(IMAGE, "RuntimeError: " + MESSAGE, kind, true)))
        .supports("stale-init-state")
        .rejects("cred-expired", "stale-connection", "global-mutation");
  }

  @Test
  void search_thatFoundNoLine_isAGap() {
    Diagnosis diagnosis =
        guard()
            .file("source.json", TestingContent.nothing(IMAGE, "RuntimeError: " + MESSAGE))
            .diagnose();
    DiagnosisAssert.of(diagnosis).supports("stale-init-state");
    assertThat(diagnosis.limits().gaps())
        .anySatisfy(gap -> assertThat(gap.what()).isEqualTo("the line that raised"));
  }

  /** The code of the function was updated five minutes before run B. */
  private static TestingScenario deployed(TestingCall... b) {
    return update(new TestingScenario(), 80_000, OLD, "2026-02-28T12:01:40.000+0000")
        .a(in("s1").cold(), in("s2").cold())
        .b(b)
        .configured("LastModified", "'2026-03-01T10:10:00.000+0000'")
        .trail(
            300,
            "lambda",
            "UpdateFunctionCode20150331v2",
            response(IMAGE, "2026-03-01T10:10:00.000+0000"));
  }

  private static TestingScenario update(
      TestingScenario scenario, long before, String sha, String modified) {
    return scenario.trail(
        before, "lambda", "UpdateFunctionCode20150331v2", response(sha, modified));
  }

  private static String response(String sha, String modified) {
    return "{'requestParameters':{'functionName':'worker'},'responseElements':{'functionName':'worker',"
        + "'version':'$LATEST','packageType':'Image','timeout':60,'memorySize':512,'codeSha256':'"
        + sha
        + "','lastModified':'"
        + modified
        + "'}}";
  }

  private static TestingCall broken(String sandbox) {
    return in(sandbox).cold().raises("AttributeError", "no attribute rows");
  }

  /** The code is not alone in what changed between the runs. */
  private static TestingScenario deployedAmongOthers() {
    return deployed(broken("s3"), broken("s4"))
        .configured("MemorySize", "1024")
        .trail(
            200,
            "lambda",
            "UpdateFunctionConfiguration20150331v2",
            response(IMAGE, "2026-03-01T10:11:40.000+0000").replace("512", "1024"));
  }

  @Test
  void changedCode_amongOtherChanges_isNotConfirmedByItself() {
    assertDiagnosis(deployedAmongOthers()).doubts("code-changed");
  }

  @Test
  void changedFile_onTheFailingTrace_isConfirmed() {
    Diagnosis diagnosis =
        deployedAmongOthers()
            .file("diff.json", TestingContent.diff(OLD, IMAGE, "/var/task/app.py"))
            .diagnose();
    DiagnosisAssert.of(diagnosis).confirms("code-changed");
    assertThat(diagnosis.judged().content().of("worker").orElseThrow().onTrace()).hasSize(1);
  }

  @Test
  void changedFile_onTheTraceOfAnOutage_isNotTheRoot() {
    assertDiagnosis(
            deployed(
                    in("s3").cold().raises("HTTPError", "503 Service Unavailable"),
                    in("s4").cold().raises("HTTPError", "503 Service Unavailable"))
                .file("diff.json", TestingContent.diff(OLD, IMAGE, "/var/task/app.py")))
        .confirms("dep-5xx")
        .doubts("code-changed");
  }

  @Test
  void changedFile_whereTheNewCodeAlsoWorked_isNotConfirmed() {
    assertDiagnosis(
            deployed(in("s3").cold(), broken("s4").at(150))
                .file("diff.json", TestingContent.diff(OLD, IMAGE, "/var/task/app.py")))
        .doubts("code-changed");
  }

  @Test
  void changedFile_besideTheTrace_confirmsNothing() {
    Diagnosis diagnosis =
        deployedAmongOthers()
            .file("diff.json", TestingContent.diff(OLD, IMAGE, "/var/task/readme.txt"))
            .file("source.json", TestingContent.source(IMAGE, "no attribute rows", "clock", true))
            .diagnose();
    assertThat(diagnosis.judged().content().raised()).isPresent();
    DiagnosisAssert.of(diagnosis).doubts("code-changed");
    assertThat(diagnosis.judged().judgement().of("code-changed").orElseThrow().opposing())
        .anySatisfy(claim -> assertThat(claim.text()).contains("not among those that differ"));
  }

  @Test
  void rebuiltImage_thatHoldsTheSame_refutesTheChange() {
    assertDiagnosis(
            deployed(broken("s3"), broken("s4"))
                .file("diff.json", TestingContent.sameContent(OLD, IMAGE)))
        .rejects("code-changed");
  }

  @Test
  void comparison_ofOtherImages_isNotUsed() {
    Diagnosis diagnosis =
        deployed(broken("s3"), broken("s4"))
            .file("diff.json", TestingContent.sameContent("2".repeat(64), IMAGE))
            .diagnose();
    DiagnosisAssert.of(diagnosis).isRoot("code-changed");
    assertThat(diagnosis.judged().content().differences()).isEmpty();
    assertThat(diagnosis.limits().warnings())
        .anySatisfy(text -> assertThat(text).startsWith("diff.json is not used: its images"));
  }

  @Test
  void comparison_theOtherWayRound_isNotUsed() {
    Diagnosis diagnosis =
        deployed(broken("s3"), broken("s4"))
            .file("diff.json", TestingContent.sameContent(IMAGE, OLD))
            .diagnose();
    assertThat(diagnosis.judged().content().differences()).isEmpty();
  }
}
