// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;

import org.junit.jupiter.api.Test;

/** Changes as the root, and changes that happened to lie beside the failure. */
class ChangeCausesTest {
  private static final String OLD = "0".repeat(64);
  private static final String NEW = "1".repeat(64);

  /** The code of the function was updated five minutes before run B. */
  private static TestingScenario deployed(TestingScenario scenario) {
    return update(scenario, 80_000, OLD, "2026-02-28T12:01:40.000+0000")
        .configured("LastModified", "'2026-03-01T10:10:00.000+0000'")
        .trail(
            300,
            "lambda",
            "UpdateFunctionCode20150331v2",
            response(NEW, "2026-03-01T10:10:00.000+0000"));
  }

  private static TestingScenario update(
      TestingScenario scenario, long before, String sha, String modified) {
    return scenario.trail(
        before, "lambda", "UpdateFunctionCode20150331v2", response(sha, modified));
  }

  private static String response(String sha, String modified) {
    return "{'requestParameters':{'functionName':'worker'},'responseElements':{'functionName':'worker','version':'$LATEST','packageType':'Image','timeout':60,'memorySize':512,'codeSha256':'"
        + sha
        + "','lastModified':'"
        + modified
        + "'}}";
  }

  private static TestingCall unimportable(String sandbox) {
    return in(sandbox)
        .cold(200)
        .error(
            "Runtime.ImportModuleError",
            "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":\"Unable to import module 'app':"
                + " No module named 'numpy'\"}");
  }

  @Test
  void importError_afterADeploy_followsFromTheCode() {
    assertDiagnosis(
            deployed(
                new TestingScenario()
                    .a(in("s1").cold(), in("s2").cold())
                    .b(unimportable("s3"), unimportable("s4"))))
        .confirms("code-changed")
        .hasVerdict("import-module", Verdict.CONFIRMED);
  }

  @Test
  void importError_withTheSameCode_isTheRootItself() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(unimportable("s3"), unimportable("s4")))
        .confirms("import-module")
        .rejects("code-changed");
  }

  @Test
  void errorOfTheCode_thatOnlyTheNewDigestMeets_isConfirmed() {
    assertDiagnosis(
            deployed(
                new TestingScenario()
                    .a(in("s1").cold(), in("s2").cold())
                    .b(
                        in("s3").cold().raises("AttributeError", "no attribute 'rows'"),
                        in("s4").cold().raises("AttributeError", "no attribute 'rows'"))))
        .isRoot("code-changed");
  }

  @Test
  void outage_rightAfterAHarmlessDeploy_isNotTheDeploys() {
    assertDiagnosis(
            deployed(
                new TestingScenario()
                    .a(in("s1").cold(), in("s2").cold())
                    .b(
                        in("s3").cold().raises("HTTPError", "503 Service Unavailable"),
                        in("s4").cold().raises("HTTPError", "503 Service Unavailable"))))
        .confirms("dep-5xx")
        .doubts("code-changed");
  }

  @Test
  void poisonItem_rightAfterAHarmlessDeploy_isNotTheDeploys() {
    assertDiagnosis(
            deployed(
                new TestingScenario()
                    .a(
                        in("s1").cold().given("{'row':'r-1'}"),
                        in("s2").cold().given("{'row':'r-2'}"))
                    .b(
                        in("s3").cold().given("{'row':'r-11'}"),
                        in("s4").cold().given("{'row':'r-12'}"),
                        in("s5").cold().given("{'row':'r-13'}"),
                        in("s6").cold().given("{'row':'r-14'}"),
                        in("s7")
                            .cold()
                            .at(900)
                            .given("{'row':'r-66'}")
                            .raises("ValueError", "cannot parse"))))
        .doubts("code-changed")
        .isRoot("poison-item");
  }

  @Test
  void pushedImage_withoutAnUpdate_isNoChangeOfCode() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'x'"), in("s2"))
                .trail(
                    300,
                    "ecr",
                    "PutImage",
                    "{'requestParameters':{'repositoryName':'worker','imageTag':'latest'}}"))
        .rejects("code-changed", "midrun-update");
  }

  @Test
  void changedParameters_thatTheErrorNames_areTheDefinitions() {
    assertDiagnosis(
            new TestingScenario()
                .definitions(
                    ",'Parameters':{'FunctionName':'worker','Payload':{'total.$':'$.total'}}",
                    ",'Parameters':{'FunctionName':'worker','Payload':{'sum.$':'$.total'}}")
                .a(in("s1").cold().given("{'total':4}"), in("s2").cold().given("{'total':5}"))
                .b(
                    in("s1").given("{'sum':4}").raises("KeyError", "'total'"),
                    in("s2").given("{'sum':5}").raises("KeyError", "'total'")))
        .confirms("def-changed")
        .doubts("code-changed", "input-changed", "config-changed");
  }

  @Test
  void changedComment_isNoCause() {
    assertDiagnosis(
            new TestingScenario()
                .definitions(",'Comment':'one'", ",'Comment':'two'")
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'total'"), in("s2")))
        .doubts("def-changed");
  }

  @Test
  void missingField_ofTheInput_isTheInputs() {
    assertDiagnosis(
            new TestingScenario()
                .inputs("{'order':7,'currency':'EUR'}", "{'order':8}")
                .a(
                    in("s1").cold().given("{'order':7,'currency':'EUR'}"),
                    in("s2").cold().given("{'order':7,'currency':'EUR'}"))
                .b(
                    in("s1").given("{'order':8}").raises("KeyError", "'currency'"),
                    in("s2").given("{'order':8}").raises("KeyError", "'currency'")))
        .confirms("input-changed")
        .doubts("def-changed", "code-changed");
  }

  @Test
  void otherOrderNumber_isNoCause() {
    assertDiagnosis(
            new TestingScenario()
                .inputs("{'order':7}", "{'order':8}")
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'currency'"), in("s2")))
        .doubts("input-changed");
  }

  @Test
  void removedVariable_thatTheErrorNames_isTheConfigurations() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s3").cold().raises("KeyError", "'BUCKET_NAME'"),
                    in("s4").cold().raises("KeyError", "'BUCKET_NAME'"))
                .configured("LastModified", "'2026-03-01T10:10:00.000+0000'")
                .file(
                    "before.json",
                    "{'FunctionName':'worker','Version':'$LATEST','CodeSha256':'"
                        + NEW
                        + "','PackageType':'Image','LastModified':'2026-02-01T00:00:00.000+0000','Timeout':60,'MemorySize':512,'Environment':{'Variables':{'BUCKET_NAME':'data'}}}")
                .configured("Environment", "{'Variables':{}}")
                .file("afterimage.json", "{'afterimage':'case/1'}"))
        .doubts("code-changed", "input-changed");
  }

  @Test
  void updateDuringTheRun_beforeWhatFailed_isConfirmed() {
    assertDiagnosis(
            update(new TestingScenario(), 80_000, OLD, "2026-02-28T12:01:40.000+0000")
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1"),
                    in("s3").cold().at(6_000).raises("KeyError", "'schema'"),
                    in("s4").cold().at(6_100).raises("KeyError", "'schema'"))
                .trail(
                    -3,
                    "lambda",
                    "UpdateFunctionCode20150331v2",
                    response(NEW, "2026-03-01T10:15:03.000+0000")))
        .isRoot("midrun-update");
  }

  @Test
  void updateAfterTheFailure_isNot() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'schema'"), in("s2"))
                .trail(
                    -600,
                    "lambda",
                    "UpdateFunctionCode20150331v2",
                    response(NEW, "2026-03-01T10:25:00.000+0000")))
        .rejects("midrun-update");
  }

  @Test
  void failedDeployment_andOldCode_areConfirmed() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'schema'"), in("s2").raises("KeyError", "'schema'"))
                .trail(
                    300,
                    "lambda",
                    "UpdateFunctionCode20150331v2",
                    "{'errorCode':'CodeStorageExceededException','errorMessage':'Code storage limit exceeded.','requestParameters':{'functionName':'worker'}}"))
        .isRoot("code-storage");
  }

  @Test
  void deniedDeployment_bySomebodyWithoutTheRight_isNot() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("KeyError", "'schema'"), in("s2"))
                .trail(
                    300,
                    "lambda",
                    "UpdateFunctionCode20150331v2",
                    "{'errorCode':'AccessDenied','requestParameters':{'functionName':'worker'}}"))
        .rejects("code-storage");
  }
}
