// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;
import static dev.afterimage.core.diagnosis.TestingCall.refused;
import static dev.afterimage.core.diagnosis.TestingRuns.begun;
import static dev.afterimage.core.diagnosis.TestingRuns.good;
import static dev.afterimage.core.diagnosis.TestingRuns.timedOut;

import dev.afterimage.core.testing.TestingCase;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Causes that look alike, each told from its likes: where one is the root, they are not. */
class ConfusablePairsTest {
  private static final String OLD = "0".repeat(64);
  private static final String NEW = "1".repeat(64);
  private static final String VPC = "{'SubnetIds':['subnet-1'],'SecurityGroupIds':['sg-1']}";

  @TempDir Path folder;

  /** Two calls that went well, then the given ones. */
  private static TestingScenario after(TestingCall... failing) {
    return new TestingScenario().a(in("s1").cold(), in("s2").cold()).b(failing);
  }

  private static TestingCall stopped(String sandbox, double millis) {
    return in(sandbox)
        .taking(millis)
        .error(
            "Sandbox.Timedout",
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: @ Error: Task timed"
                + " out after 60.00 seconds\"}")
        .reported("Status: timeout");
  }

  /** Processes of every age fail alike. */
  private static TestingScenario everywhere(String type, String message) {
    return after(
        in("s1").raises(type, message),
        in("s2").raises(type, message),
        in("s4").cold().raises(type, message),
        in("s5").cold().raises(type, message));
  }

  /** Three limits of time. */
  @Nested
  class TimeLimits {
    @Test
    void limitOfTheFunction() {
      assertDiagnosis(after(stopped("s1", 60_000)))
          .confirms("fn-timeout")
          .rejects("sfn-task-timeout", "init-timeout", "stale-init-state");
    }

    @Test
    void limitOfTheState() {
      TestingRuns.diagnose(folder, new TestingCase().run(good()), timedOut(30_010, 30, 0))
          .confirms("sfn-task-timeout")
          .rejects("fn-timeout", "sfn-heartbeat", "sfn-exec-timeout");
    }

    @Test
    void guardOfTheCode() {
      assertDiagnosis(everywhere("TimeoutError", "processing exceeded 855 seconds"))
          .isRoot("handled-exception")
          .rejects("fn-timeout", "sfn-task-timeout", "init-timeout");
    }
  }

  /** A process that was killed, and one that only used much. */
  @Nested
  class Memory {
    @Test
    void killAtTheCeiling() {
      assertDiagnosis(
              after(
                  in("s1")
                      .memory(511)
                      .error(
                          "Runtime.ExitError",
                          "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: @"
                              + " Error: Runtime exited with error: signal: killed\"}")))
          .confirms("oom")
          .rejects("runtime-exit", "lang-heap-oom");
    }

    @Test
    void ceilingWithoutAKill() {
      assertDiagnosis(after(in("s1").memory(512).raises("ValueError", "bad row"), in("s2")))
          .rejects("oom", "lang-heap-oom", "runtime-exit");
    }
  }

  /** Too many requests, of whom. */
  @Nested
  class Throttling {
    private static TestingScenario refusal(String reserved, int ofFunction, int ofAccount) {
      return after(
              refused(
                  "Lambda.TooManyRequestsException",
                  "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code:"
                      + " TooManyRequestsException; Request ID: 1; Proxy: null)"),
              in("s2"))
          .file("concurrency-worker.json", reserved)
          .file("settings.json", "{'AccountLimit':{'ConcurrentExecutions':1000},'AccountUsage':{}}")
          .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Maximum", ofFunction)
          .metric("AWS/Lambda/ConcurrentExecutions/Maximum", ofAccount);
    }

    @Test
    void reservedConcurrency() {
      assertDiagnosis(refusal("{'ReservedConcurrentExecutions':20}", 20, 90))
          .confirms("throttle-reserved")
          .rejects("throttle-account", "throttle-rate");
    }

    @Test
    void accountsConcurrency() {
      assertDiagnosis(refusal("{}", 20, 1000))
          .confirms("throttle-account")
          .rejects("throttle-reserved", "throttle-rate");
    }

    @Test
    void neither_whereTheFunctionHasRoomOfItsOwn() {
      assertDiagnosis(refusal("{'ReservedConcurrentExecutions':20}", 4, 90))
          .confirms("throttle-rate")
          .rejects("throttle-reserved", "throttle-account");
    }

    @Test
    void errorOfThatNameInTheCode() {
      assertDiagnosis(
              everywhere(
                  "TooManyRequestsException",
                  "An error occurred (TooManyRequestsException) when calling the Invoke operation"))
          .hasVerdict("aws-api-throttle", Verdict.CONFIRMED)
          .rejects("throttle-reserved", "throttle-account", "throttle-rate");
    }

    @Test
    void meanOfAPeriod_belowTheLimit_refutesNothing() {
      assertDiagnosis(
              after(
                      refused(
                          "Lambda.TooManyRequestsException",
                          "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code:"
                              + " TooManyRequestsException; Request ID: 1; Proxy: null)"),
                      in("s2"))
                  .file("concurrency-worker.json", "{'ReservedConcurrentExecutions':20}")
                  .metric("AWS/Lambda/ConcurrentExecutions/FunctionName=worker/Average", 4))
          .hasVerdict("throttle-reserved", Verdict.INCONCLUSIVE)
          .rejects("throttle-rate");
    }
  }

  /** What was given to the function. */
  @Nested
  class Data {
    @Test
    void oneItem() {
      assertDiagnosis(
              new TestingScenario()
                  .a(
                      in("s1").cold().given("{'row':'r-1001'}"),
                      in("s2").cold().given("{'row':'r-1002'}"))
                  .b(
                      in("s1").given("{'row':'r-2001'}"),
                      in("s2").given("{'row':'r-2002'}"),
                      in("s3").cold().given("{'row':'r-2003'}"),
                      in("s1").at(400).given("{'row':'r-2004'}"),
                      in("s2")
                          .at(900)
                          .given("{'row':'r-6666'}")
                          .raises("ValueError", "cannot parse")
                          .again(in("s1").at(2_900).raises("ValueError", "cannot parse"))))
          .confirms("poison-item")
          .rejects("input-changed");
    }

    @Test
    void inputOfTheRun() {
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
          .rejects("poison-item");
    }
  }

  /** Old processes, and what they hold. */
  @Nested
  class Age {
    @Test
    void valueTakenAtImport() {
      assertDiagnosis(TestingScenario.onlyTheOld("RuntimeError", "over the limit"))
          .isRoot("stale-init-state")
          .rejects("dependency-auth", "env-secret-changed", "cred-expired");
    }

    @Test
    void rotatedCredential() {
      assertDiagnosis(
              TestingScenario.onlyTheOld("AuthenticationError", "HTTP 401 Unauthorized")
                  .trail(
                      300,
                      "secretsmanager",
                      "PutSecretValue",
                      "{'requestParameters':{'secretId':'prod/api-key'}}"))
          .confirms("env-secret-changed")
          .doubts("stale-init-state", "dependency-auth", "cred-expired");
    }

    @Test
    void denialForEveryProcess() {
      assertDiagnosis(everywhere("AuthenticationError", "HTTP 401 Unauthorized"))
          .isRoot("dependency-auth")
          .rejects("stale-init-state", "env-secret-changed", "cred-expired");
    }
  }

  /** Three changes, minutes apart, before a run whose failure follows from one. */
  @Nested
  class Changes {
    private static TestingScenario changed(TestingScenario scenario) {
      return scenario
          .definitions(",'Comment':'one'", ",'Comment':'two'")
          .configured("LastModified", "'2026-03-01T10:12:00.000+0000'")
          .configured("Timeout", "30")
          .trail(
              80_000,
              "lambda",
              "UpdateFunctionCode20150331v2",
              state(OLD, 60, "2026-02-28T12:01:40"))
          .trail(
              420, "lambda", "UpdateFunctionCode20150331v2", state(NEW, 60, "2026-03-01T10:08:00"))
          .trail(
              180,
              "lambda",
              "UpdateFunctionConfiguration20150331v2",
              state(NEW, 30, "2026-03-01T10:12:00"));
    }

    private static String state(String sha, int timeout, String modified) {
      return "{'requestParameters':{'functionName':'worker'},'responseElements':{'functionName':"
          + "'worker','version':'$LATEST','packageType':'Image','timeout':"
          + timeout
          + ",'memorySize':512,'codeSha256':'"
          + sha
          + "','lastModified':'"
          + modified
          + ".000+0000'}}";
    }

    private static TestingScenario slowThenStopped() {
      TestingCall stopped =
          in("s3")
              .cold()
              .taking(30_000)
              .error(
                  "Sandbox.Timedout",
                  "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: @ Error: Task"
                      + " timed out after 30.00 seconds\"}")
              .reported("Status: timeout");
      return new TestingScenario()
          .a(in("s1").cold().taking(45_000), in("s2").cold().taking(41_000))
          .b(stopped, in("s4").cold().taking(29_000));
    }

    @Test
    void configuration() {
      assertDiagnosis(changed(slowThenStopped()))
          .isRoot("config-changed")
          .doubts("code-changed", "def-changed");
    }

    @Test
    void code() {
      TestingCall[] failing = {unimportable("s3"), unimportable("s4")};
      assertDiagnosis(changed(after(failing)))
          .isRoot("code-changed")
          .doubts("config-changed", "def-changed");
    }

    private static TestingCall unimportable(String sandbox) {
      return in(sandbox)
          .cold(200)
          .error(
              "Runtime.ImportModuleError",
              "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":\"Unable to import"
                  + " module 'app': No module named 'numpy'\"}");
    }

    @Test
    void definition() {
      TestingScenario scenario =
          new TestingScenario()
              .a(in("s1").cold().given("{'total':4}"), in("s2").cold().given("{'total':5}"))
              .b(
                  in("s3").cold().given("{'sum':4}").raises("KeyError", "'total'"),
                  in("s4").cold().given("{'sum':5}").raises("KeyError", "'total'"));
      assertDiagnosis(
              changed(scenario)
                  .definitions(
                      ",'Parameters':{'FunctionName':'worker','Payload':{'total.$':'$.total'}}",
                      ",'Parameters':{'FunctionName':'worker','Payload':{'sum.$':'$.total'}}"))
          .isRoot("def-changed")
          .doubts("code-changed", "config-changed");
    }
  }

  /** A dependency, the way to it, and its name. */
  @Nested
  class Network {
    @Test
    void dependency() {
      assertDiagnosis(everywhere("HTTPError", "503 Server Error for url: http://stock/items"))
          .confirms("dep-5xx")
          .rejects("net-no-route", "dns");
    }

    @Test
    void way() {
      assertDiagnosis(
              everywhere("ConnectTimeoutError", "Connect timeout on endpoint URL")
                  .configured("VpcConfig", VPC)
                  .trail(
                      600,
                      "ec2",
                      "DeleteNatGateway",
                      "{'requestParameters':{'natGatewayId':'nat-1'}}"))
          .confirms("net-no-route")
          .rejects("dep-5xx", "dns");
    }

    @Test
    void name() {
      assertDiagnosis(everywhere("Error", "getaddrinfo ENOTFOUND stock.internal"))
          .confirms("dns")
          .rejects("dep-5xx", "net-no-route");
    }
  }

  /** Slow starts: one that was cut off, and many that used up the time. */
  @Nested
  class Starts {
    private static final String CUT_OFF =
        "INIT_REPORT Init Duration: 10009.13 ms\tPhase: init\tStatus: timeout";
    private static final String INSIDE =
        "INIT_REPORT Init Duration: 60009.13 ms\tPhase: invoke\tStatus: timeout";

    @Test
    void initialisation_thatWasCutOff() {
      assertDiagnosis(after(stopped("s9", 60_000).initSays(CUT_OFF)))
          .confirms("init-timeout")
          .doubts("cold-storm");
    }

    @Test
    void initialisation_insideTheInvocation_isNotCutOffByItsOwnLimit() {
      assertDiagnosis(after(stopped("s9", 60_000).initSays(INSIDE)))
          .isRoot("fn-timeout")
          .rejects("init-timeout");
    }
  }

  /** Errors in runs that succeeded. */
  @Nested
  class Swallowed {
    @Test
    void byACatch() {
      TestingRuns.diagnose(
              folder,
              new TestingCase().run(good()),
              begun()
                  .entered("Task", "Work", "{\"order\":7}")
                  .scheduled("worker")
                  .started()
                  .failed("ValueError", "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}")
                  .exited("Task", "Work", "{\"Error\":\"ValueError\"}")
                  .succeed("{}"))
          .confirms("catch-swallow")
          .rejects("sdk-integ-swallow");
    }

    @Test
    void byTheIntegration() {
      TestingRuns.diagnose(
              folder,
              new TestingCase().run(good()),
              begun()
                  .entered("Task", "Work", "{\"order\":7}")
                  .scheduled("aws-sdk:lambda", "invoke", "{\"FunctionName\":\"worker\"}")
                  .started()
                  .succeeded("{\"FunctionError\":\"Unhandled\",\"Payload\":\"{}\"}")
                  .exited("Task", "Work")
                  .succeed("{}"))
          .confirms("sdk-integ-swallow")
          .rejects("catch-swallow");
    }
  }

  /** An update of the code, before or during the run. */
  @Nested
  class Updates {
    private static TestingScenario updated(long secondsBeforeB, String at, TestingCall... calls) {
      return after(calls)
          .configured("LastModified", "'" + at + ".000+0000'")
          .trail(
              80_000,
              "lambda",
              "UpdateFunctionCode20150331v2",
              Changes.state(OLD, 60, "2026-02-28T12:01:40"))
          .trail(
              secondsBeforeB, "lambda", "UpdateFunctionCode20150331v2", Changes.state(NEW, 60, at));
    }

    @Test
    void duringTheRun() {
      assertDiagnosis(
              updated(
                  -3,
                  "2026-03-01T10:15:03",
                  in("s1"),
                  in("s3").cold().at(6_000).raises("KeyError", "'schema'"),
                  in("s4").cold().at(6_100).raises("KeyError", "'schema'")))
          .isRoot("midrun-update")
          .doubts("code-changed");
    }

    @Test
    void duringTheRun_whereAnOldProcessFails_isNotTheUpdates() {
      assertDiagnosis(
              updated(
                  -3,
                  "2026-03-01T10:15:03",
                  in("s2"),
                  in("s1").at(6_000).raises("KeyError", "'schema'")))
          .doubts("midrun-update", "code-changed");
    }

    @Test
    void beforeTheRun() {
      assertDiagnosis(
              updated(
                  300,
                  "2026-03-01T10:10:00",
                  in("s3").cold().raises("AttributeError", "no attribute 'rows'"),
                  in("s4").cold().raises("AttributeError", "no attribute 'rows'")))
          .isRoot("code-changed")
          .rejects("midrun-update");
    }
  }
}
