// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Causes that lie in the life of a process, and what they are mistaken for. */
class ProcessCausesTest {

  private static TestingCall guard(TestingCall call, String start) {
    return call.says("guard start=" + start + " limit=855");
  }

  private static TestingScenario guarded() {
    return new TestingScenario()
        .a(
            guard(in("s1").cold(), "2026-03-01T10:00:00.100Z").taking(4_000),
            guard(in("s2").cold(), "2026-03-01T10:00:00.130Z").at(130).taking(4_000),
            guard(in("s3").cold(), "2026-03-01T10:00:09.000Z").at(9_000).taking(4_000))
        .b(
            guard(in("s1"), "2026-03-01T10:00:00.100Z").raises("RuntimeError", "over the limit"),
            guard(in("s2"), "2026-03-01T10:00:00.130Z")
                .at(120)
                .raises("RuntimeError", "over the limit"),
            guard(in("s3"), "2026-03-01T10:00:09.000Z")
                .at(140)
                .raises("RuntimeError", "over the limit"),
            guard(in("s4").cold(), "2026-03-01T10:15:00.160Z").at(160).taking(4_000).cutOff(),
            guard(in("s5").cold(), "2026-03-01T10:15:00.180Z").at(180).taking(4_000).cutOff());
  }

  @Test
  void valueTakenAtImport_withFreshProcessesThatWork_isConfirmed() {
    assertDiagnosis(guarded())
        .confirms("stale-init-state")
        .rejects("cold-storm", "fn-timeout", "code-changed", "config-changed");
  }

  @Test
  void agedProcesses_thatPrintNothing_areSupported() {
    assertDiagnosis(TestingScenario.onlyTheOld("RuntimeError", "over the limit"))
        .supports("stale-init-state");
  }

  @Test
  void agedProcesses_withoutAFreshOne_areNotConfirmed() {
    assertDiagnosis(
            new TestingScenario()
                .a(
                    guard(in("s1").cold(), "2026-03-01T10:00:00.100Z"),
                    guard(in("s2").cold(), "2026-03-01T10:00:00.130Z").at(130))
                .b(
                    guard(in("s1"), "2026-03-01T10:00:00.100Z").raises("RuntimeError", "over"),
                    guard(in("s2"), "2026-03-01T10:00:00.130Z").raises("RuntimeError", "over")))
        .doubts("stale-init-state");
  }

  @Test
  void freshProcesses_thatFailToo_refuteStaleState() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1").raises("RuntimeError", "over"),
                    in("s2").raises("RuntimeError", "over"),
                    in("s3").cold().raises("RuntimeError", "over")))
        .rejects("stale-init-state", "cred-expired", "stale-connection", "global-mutation");
  }

  @Test
  void olderProcess_thatWorked_refutesStaleState() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold().at(5_000))
                .b(in("s1"), in("s2").raises("RuntimeError", "over"), in("s3").cold().cutOff()))
        .rejects("stale-init-state");
  }

  @Test
  void expiredToken_inOldProcessesAlone_isConfirmed() {
    assertDiagnosis(
            TestingScenario.onlyTheOld(
                "ClientError",
                "An error occurred (ExpiredToken) when calling the PutObject operation: The"
                    + " security token included in the request is expired"))
        .confirms("cred-expired")
        .doubts("stale-init-state", "dependency-auth");
  }

  @Test
  void rotatedSecret_betweenTheRuns_isTheRoot() {
    assertDiagnosis(
            TestingScenario.onlyTheOld("AuthenticationError", "HTTP 401 Unauthorized")
                .trail(
                    300,
                    "secretsmanager",
                    "PutSecretValue",
                    "{'requestParameters':{'secretId':'prod/api-key'}}"))
        .confirms("env-secret-changed")
        .doubts("stale-init-state", "cred-expired");
  }

  @Test
  void rotatedSecret_afterAllThatWorked_outweighsAnAge() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold().at(40))
                .b(
                    in("s1").raises("IOException", "HTTP 401 from models.example.com"),
                    in("s2").at(40).raises("IOException", "HTTP 401 from models.example.com"))
                .trail(
                    300,
                    "secretsmanager",
                    "RotateSecret",
                    "{'requestParameters':{'secretId':'prod/api-key'}}"))
        .supports("env-secret-changed")
        .doubts("cred-expired", "stale-init-state");
  }

  @Test
  void rotatedSecret_besideATokenThatRanOut_isNot() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold().at(40))
                .b(
                    in("s1").raises("ClientError", "ExpiredToken: the token has expired"),
                    in("s2").at(40).raises("ClientError", "ExpiredToken: the token has expired"))
                .trail(
                    300,
                    "secretsmanager",
                    "RotateSecret",
                    "{'requestParameters':{'secretId':'prod/api-key'}}"))
        .doubts("env-secret-changed");
  }

  @Test
  void linkMadeAtImport_thatOldProcessesAloneHold_isNoDateForAll() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold().at(40))
                .b(
                    in("s1").raises("HTTPError", "403 Request has expired"),
                    in("s2").at(40).raises("HTTPError", "403 Request has expired")))
        .doubts("clock-expiry");
  }

  private static TestingScenario overnight(String message) {
    return new TestingScenario()
        .a(in("s1").cold(), in("s2").cold().at(40))
        .b(
            in("s1").raises("FolderError", message),
            in("s2").at(40).raises("FolderError", message),
            in("s3").cold().at(60).taking(900))
        .apart(Duration.ofHours(15));
  }

  @Test
  void dayOfTheProcessesStart_namedOnALaterDay_isSupported() {
    assertDiagnosis(overnight("folder 2026-03-01 is closed")).supports("stale-init-state");
  }

  @Test
  void dayOfTheFailure_namedByIt_isNoSignOfTheProcess() {
    assertDiagnosis(overnight("folder 2026-03-02 is closed")).doubts("stale-init-state");
  }

  @Test
  void rotatedSecret_ofAnotherService_isNot() {
    assertDiagnosis(
            TestingScenario.onlyTheOld("RuntimeError", "over the limit")
                .trail(
                    300,
                    "secretsmanager",
                    "PutSecretValue",
                    "{'requestParameters':{'secretId':'billing/database'}}"))
        .supports("stale-init-state")
        .doubts("env-secret-changed");
  }

  @Test
  void denial_inEveryProcess_isTheDependencys() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1").raises("AuthenticationError", "HTTP 401 Unauthorized"),
                    in("s3").cold().raises("AuthenticationError", "HTTP 401 Unauthorized")))
        .confirms("dependency-auth")
        .rejects("cred-expired", "stale-init-state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read ECONNRESET",
        "[Errno 104] Connection reset by peer",
        "server closed the connection unexpectedly",
        "MySQL server has gone away",
        "driver: bad connection"
      })
  void brokenConnection_afterAnIdleTime_isConfirmed(String message) {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("OperationalError", message), in("s3").cold().cutOff()))
        .confirms("stale-connection")
        .doubts("stale-init-state");
  }

  @Test
  void brokenConnection_inFreshProcesses_isNotStale() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s3").cold().raises("OperationalError", "read ECONNRESET"), in("s1")))
        .rejects("stale-connection");
  }

  @Test
  void brokenConnection_withoutAnIdleTime_isNotConfirmed() {
    assertDiagnosis(
            new TestingScenario()
                .apart(Duration.ofSeconds(3))
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").raises("OperationalError", "read ECONNRESET"), in("s2")))
        .doubts("stale-connection");
  }

  @Test
  void fullDisk_isConfirmed() {
    assertDiagnosis(TestingScenario.onlyTheOld("OSError", "[Errno 28] No space left on device"))
        .confirms("tmp-full")
        .doubts("stale-init-state");
  }

  @Test
  void fullMailbox_isNoFullDisk() {
    assertDiagnosis(TestingScenario.onlyTheOld("OSError", "no space left in the mailbox"))
        .rejects("tmp-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[Errno 24] Too many open files", "can't start new thread", "spawn EAGAIN"})
  void usedUpDescriptors_areConfirmed(String message) {
    assertDiagnosis(TestingScenario.onlyTheOld("OSError", message))
        .confirms("fd-thread-limit")
        .doubts("stale-init-state");
  }

  @Test
  void multiprocessingWithoutSharedMemory_isNoThreadLimit() {
    assertDiagnosis(TestingScenario.onlyTheOld("OSError", "[Errno 38] Function not implemented"))
        .rejects("fd-thread-limit");
  }

  @Test
  void expiredCertificate_forEveryProcess_isConfirmed() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1").raises("SSLError", "certificate has expired"),
                    in("s3").cold().raises("SSLError", "certificate has expired")))
        .confirms("clock-expiry")
        .rejects("stale-init-state");
  }

  @Test
  void expiredCertificate_thatYoungProcessesDoNotMeet_isNotEverybodys() {
    assertDiagnosis(TestingScenario.onlyTheOld("SSLError", "certificate has expired"))
        .rejects("clock-expiry");
  }

  @Test
  void valueOfTheRequestBefore_inTheFailingOne_isALeak() {
    assertDiagnosis(
            new TestingScenario()
                .a(
                    in("s1").cold().given("{'customer':'C-10017'}"),
                    in("s2").cold().given("{'customer':'C-10018'}"))
                .b(
                    in("s1")
                        .given("{'customer':'C-20001'}")
                        .raises("ValueError", "mixed C-10017 and C-20001"),
                    in("s3").cold().given("{'customer':'C-20002'}")))
        .confirms("global-mutation");
  }

  @Test
  void ownValue_inTheFailingOne_isNoLeak() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold().given("{'customer':'C-10017'}"), in("s2").cold())
                .b(
                    in("s1").given("{'customer':'C-20001'}").raises("ValueError", "bad C-20001"),
                    in("s3").cold().given("{'customer':'C-20002'}")))
        .rejects("global-mutation");
  }
}
