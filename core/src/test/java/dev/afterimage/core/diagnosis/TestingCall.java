// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of the function in a {@link TestingScenario}: what Step Functions and the logs show. */
final class TestingCall {
  final String sandbox;
  String payload = "{}";
  long startMs = 100;
  double durationMs = 200;
  Optional<Double> initMs = Optional.empty();
  Optional<String> error = Optional.empty();
  String cause = "";
  String reportEnd = "";
  int memoryMb = 60;
  boolean logged = true;
  boolean refused;
  boolean seen = true;
  Optional<TestingCall> again = Optional.empty();
  final List<String> initLines = new ArrayList<>();
  final List<String> lines = new ArrayList<>();

  private TestingCall(String sandbox) {
    this.sandbox = sandbox;
  }

  /** A call that a sandbox serves and that succeeds. */
  static TestingCall in(String sandbox) {
    return new TestingCall(sandbox);
  }

  /** A call that Lambda refuses: no sandbox serves it. */
  static TestingCall refused(String error, String cause) {
    TestingCall call = new TestingCall("");
    call.refused = true;
    call.logged = false;
    return call.error(error, cause);
  }

  /** It is given a payload. */
  TestingCall given(String json) {
    payload = json.replace('\'', '"');
    return this;
  }

  /** It starts so many milliseconds after its run. */
  TestingCall at(long millis) {
    startMs = millis;
    return this;
  }

  /** It takes so many milliseconds. */
  TestingCall taking(double millis) {
    durationMs = millis;
    return this;
  }

  /** It is the first of its process, which took so long to initialise. */
  TestingCall cold(double millis) {
    initMs = Optional.of(millis);
    return this;
  }

  TestingCall cold() {
    return cold(300);
  }

  /** The handler raises; Python's runtime writes it down. */
  TestingCall raises(String type, String message) {
    lines.add(
        "[ERROR] "
            + type
            + ": "
            + message
            + "\nTraceback (most recent call last):\n\u00a0\u00a0File \"/var/task/app.py\", line 12,"
            + " in handler\n\u00a0\u00a0\u00a0\u00a0raise\n");
    return error(
        type,
        "{\"errorMessage\":"
            + quoted(message)
            + ",\"errorType\":\""
            + type
            + "\",\"requestId\":\"@\",\"stackTrace\":[]}");
  }

  /** Step Functions sees an error; {@code @} in the cause stands for the request id. */
  TestingCall error(String name, String text) {
    error = Optional.of(name);
    cause = text;
    return this;
  }

  /** What stands at the end of its report, as {@code Status: timeout}. */
  TestingCall reported(String end) {
    reportEnd = end;
    return this;
  }

  TestingCall memory(int mb) {
    memoryMb = mb;
    return this;
  }

  /** A line that the code writes. */
  TestingCall says(String line) {
    lines.add(line + "\n");
    return this;
  }

  /** A line before START. */
  TestingCall initSays(String line) {
    initLines.add(line + "\n");
    return this;
  }

  /** Step Functions cut its step off before it had ended. */
  TestingCall cutOff() {
    seen = false;
    return this;
  }

  /** It fails, and its step tries again with this call, which has the same payload. */
  TestingCall again(TestingCall next) {
    again = Optional.of(next.given(payload));
    return this;
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
