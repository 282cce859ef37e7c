// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Causes in which the process could not start, could not load its code, ended, or hit a limit. */
class RuntimeCausesTest {

  private static TestingCall failing(String error, String message) {
    return in("s9")
        .cold(200)
        .error(
            error,
            "{\"errorType\":\""
                + error
                + "\",\"errorMessage\":"
                + TestingCall.quoted(message)
                + "}");
  }

  private static TestingScenario scenario(TestingCall... failing) {
    return new TestingScenario().a(in("s1").cold(), in("s2").cold()).b(failing);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "import-module | Runtime.ImportModuleError | Unable to import module 'app': No module named"
            + " 'numpy'",
        "handler-not-found | Runtime.HandlerNotFound | Handler 'handler' missing on module 'app'",
        "handler-not-found | Runtime.MalformedHandlerName | Bad handler 'app'",
        "user-syntax | Runtime.UserCodeSyntaxError | Syntax error in module 'app': invalid syntax"
            + " (app.py, line 3)",
        "invalid-entrypoint | Runtime.InvalidEntrypoint | RequestId: @ Error: fork/exec /app: no"
            + " such file or directory",
        "invalid-workdir | Runtime.InvalidWorkingDir | the working directory does not exist",
        "arch-mismatch | Runtime.InvalidEntrypoint | RequestId: @ Error: fork/exec"
            + " /lambda-entrypoint.sh: exec format error",
        "arch-mismatch | Runtime.ImportModuleError | Unable to import module 'app': /var/task/x.so:"
            + " invalid ELF header",
        "extension-fail | Extension.Crash | the extension crashed",
        "marshal | Runtime.MarshalError | Unable to marshal response: Object of type set is not"
            + " JSON serializable",
        "response-too-large | Function.ResponseSizeTooLarge | Response payload size exceeded"
            + " maximum allowed payload size (6291556 bytes).",
        "runtime-exit | Runtime.ExitError | RequestId: @ Error: Runtime exited with error: exit"
            + " status 1",
        "oom | Runtime.OutOfMemory | RequestId: @ Error: Runtime exited with error: signal: killed",
        "lang-heap-oom | java.lang.OutOfMemoryError | Java heap space",
        "file-perm | PermissionError | [Errno 13] Permission denied: '/var/task/model.bin'",
        "file-perm | java.nio.file.AccessDeniedException | /var/task/templates/base.tpl",
        "file-perm | OSError | [Errno 30] Read-only file system: '/var/task/out'",
        "file-perm | java.io.FileNotFoundException | /var/task/model.bin (Permission denied)"
      })
  void error_isConfirmed_byItsName(String id, String error, String message) {
    assertDiagnosis(scenario(failing(error, message))).confirms(id);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "import-module | ModuleError | could not import plug-in",
        "handler-not-found | KeyError | 'handler'",
        "user-syntax | SyntaxError | invalid syntax in the template",
        "invalid-entrypoint | Runtime.ExitError | RequestId: @ Error: Runtime exited with error:"
            + " exit status 1",
        "invalid-workdir | FileNotFoundError | no such directory",
        "arch-mismatch | ValueError | unsupported format",
        "extension-fail | ValueError | the file extension is wrong",
        "marshal | TypeError | Object of type set is not JSON serializable",
        "response-too-large | ValueError | the answer is too large",
        "oom | MemoryError | ",
        "runtime-exit | SystemError | exit status of the tool was 3",
        "lang-heap-oom | Runtime.OutOfMemory | RequestId: @ Error: Runtime exited with error:"
            + " signal: killed",
        "file-perm | java.io.FileNotFoundException | /var/task/model.bin (No such file or"
            + " directory)",
        "file-perm | Error | EACCES: permission denied, open '/tmp/part-1'",
        "tmp-full | OSError | [Errno 28] No space left on device: '/mnt/efs/part-1'",
        "fd-thread-limit | BlockingIOError | [Errno 11] Resource temporarily unavailable",
        "file-perm | AccessDeniedException | User is not authorized to perform: s3:GetObject"
      })
  void anotherError_isNot(String id, String error, String message) {
    assertDiagnosis(scenario(failing(error, message == null ? "" : message))).rejects(id);
  }

  @Test
  void processKilled_atItsCeiling_isOom() {
    assertDiagnosis(
            scenario(
                failing(
                        "Runtime.ExitError",
                        "RequestId: @ Error: Runtime exited with error: signal: killed")
                    .memory(511)))
        .confirms("oom")
        .rejects("runtime-exit");
  }

  @Test
  void processKilled_farBelowItsCeiling_isNoOom() {
    assertDiagnosis(
            scenario(
                failing(
                        "Runtime.ExitError",
                        "RequestId: @ Error: Runtime exited with error: signal: killed")
                    .memory(90)))
        .rejects("oom");
  }

  @Test
  void ceilingWithoutAKill_isNoOom() {
    assertDiagnosis(scenario(in("s1").memory(512).raises("ValueError", "bad row"))).rejects("oom");
  }

  @Test
  void failedInitialisation_withoutANameOfItsOwn_isInitCrash() {
    assertDiagnosis(
            scenario(
                failing("KeyError", "'TOKEN_URL'")
                    .initSays(
                        "INIT_REPORT Init Duration: 229.04 ms\tPhase: init\tStatus: error\tError"
                            + " Type: Runtime.Unknown")
                    .initSays(
                        "INIT_REPORT Init Duration: 190.00 ms\tPhase: invoke\tStatus: error\tError"
                            + " Type: Runtime.Unknown")))
        .confirms("init-crash");
  }

  @Test
  void errorOfAHandler_isNoInitCrash() {
    assertDiagnosis(scenario(in("s1").raises("KeyError", "'TOKEN_URL'"))).rejects("init-crash");
  }

  @Test
  void functionTimeout_isConfirmed_byTheReport() {
    assertDiagnosis(
            scenario(
                failing(
                        "Sandbox.Timedout",
                        "RequestId: @ Error: Task timed out after 60.00 seconds")
                    .taking(60_000)
                    .reported("Status: timeout")))
        .confirms("fn-timeout")
        .rejects("init-timeout", "sfn-task-timeout");
  }

  @Test
  void oldFunctionTimeout_isConfirmed_byItsMessage() {
    TestingCall call =
        in("s1")
            .taking(60_003)
            .error(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type."
                    + " Returned payload: {\"errorMessage\":\"2026-03-01T10:16:00.000Z @ Task timed"
                    + " out after 60.00 seconds\"}");
    assertDiagnosis(scenario(call)).confirms("fn-timeout");
  }

  @Test
  void guardOfTheCode_thatSpeaksOfATimeout_isNoFunctionTimeout() {
    assertDiagnosis(scenario(in("s1").raises("TimeoutError", "the operation timed out")))
        .rejects("fn-timeout");
  }

  @Test
  void initTimeout_beforeTheFailingInvocation_isTheRoot() {
    assertDiagnosis(
            scenario(
                failing(
                        "Sandbox.Timedout",
                        "RequestId: @ Error: Task timed out after 60.00 seconds")
                    .taking(60_000)
                    .reported("Status: timeout")
                    .initSays(
                        "INIT_REPORT Init Duration: 10009.13 ms\tPhase: init\tStatus: timeout")))
        .confirms("init-timeout")
        .hasVerdict("fn-timeout", Verdict.CONFIRMED);
  }

  @Test
  void loweredTimeout_belowWhatWorkedBefore_isTheRoot() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold().taking(45_000), in("s2").cold().taking(40_000))
                .b(
                    failing(
                            "Sandbox.Timedout",
                            "RequestId: @ Error: Task timed out after 30.00 seconds")
                        .taking(30_000)
                        .reported("Status: timeout"))
                .configured("Timeout", "30")
                .configured("LastModified", "'2026-03-01T10:10:00.000+0000'")
                .trail(
                    300,
                    "lambda",
                    "UpdateFunctionConfiguration20150331v2",
                    "{'requestParameters':{'functionName':'worker','timeout':30},'responseElements':{'functionName':'worker','timeout':30,'memorySize':512,'codeSha256':'"
                        + "1".repeat(64)
                        + "','version':'$LATEST','lastModified':'2026-03-01T10:10:00.000+0000'}}"))
        .confirms("config-changed")
        .hasVerdict("fn-timeout", Verdict.CONFIRMED);
  }

  @Test
  void raisedTimeout_isNotTheRoot() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold().taking(4_000), in("s2").cold().taking(4_000))
                .b(
                    failing(
                            "Sandbox.Timedout",
                            "RequestId: @ Error: Task timed out after 60.00 seconds")
                        .taking(60_000)
                        .reported("Status: timeout"))
                .configured("LastModified", "'2026-03-01T10:10:00.000+0000'")
                .trail(
                    300,
                    "lambda",
                    "UpdateFunctionConfiguration20150331v2",
                    "{'requestParameters':{'functionName':'worker','timeout':60},'responseElements':{'functionName':'worker','timeout':60,'codeSha256':'"
                        + "1".repeat(64)
                        + "','version':'$LATEST','lastModified':'2026-03-01T10:10:00.000+0000'}}"))
        .confirms("fn-timeout")
        .doubts("config-changed");
  }

  @Test
  void coldStarts_thatUsedUpTheTime_areAStorm() {
    TestingCall slow =
        failing("Sandbox.Timedout", "RequestId: @ Error: Task timed out after 60.00 seconds")
            .taking(60_000)
            .reported("Status: timeout");
    assertDiagnosis(scenario(slow)).doubts("cold-storm");
  }
}
