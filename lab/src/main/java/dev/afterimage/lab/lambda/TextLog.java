// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Errors;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Thrown;
import dev.afterimage.lab.registry.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The platform's lines in the format {@code Text}. */
final class TextLog implements PlatformLog {
  private final LogWriter writer;
  private final Sandbox sandbox;
  private final PlatformStyle style;

  TextLog(LogWriter writer, Sandbox sandbox, PlatformStyle style) {
    this.writer = requireNonNull(writer, "writer is null");
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
    this.style = requireNonNull(style, "style is null");
  }

  private Program program() {
    return sandbox.version().code().program();
  }

  /** Returns the ARN of the version of the runtime that a function runs on. */
  static String runtimeArn(FunctionVersion version) {
    String set =
        version.config().shape().path("RuntimeVersionConfig").path("RuntimeVersionArn").asText("");
    String region = version.name().functionArn().split(":", -1)[3];
    String id = program(version).language().version(13);
    return set.isEmpty()
        ? "arn:aws:lambda:%s::runtime:%s"
            .formatted(region, Digests.hex(id.getBytes(StandardCharsets.UTF_8)))
        : set;
  }

  private static Program program(FunctionVersion version) {
    return version.code().program();
  }

  /** Returns the name of the version of the runtime, which follows from its ARN. */
  static String runtimeVersion(FunctionVersion version) {
    int patch = 10 + Math.floorMod(runtimeArn(version).hashCode(), 40);
    return program(version).language().version(patch);
  }

  @Override
  public void initStart() {
    if (style.printsInitStart() || !sandbox.version().config().isImage()) {
      writer.write(
          "INIT_START Runtime Version: %s\tRuntime Version ARN: %s\n"
              .formatted(runtimeVersion(sandbox.version()), runtimeArn(sandbox.version())));
    }
  }

  @Override
  public void extension(String name, String state) {
    writer.write(
        "EXTENSION\tName: %s\tState: %s\tEvents: [INVOKE, SHUTDOWN]\n".formatted(name, state));
  }

  @Override
  public void initReport(String phase, Duration duration, String status, String errorType) {
    if (!status.equals(Report.SUCCESS)) {
      writer.write(
          "INIT_REPORT Init Duration: %s ms\tPhase: %s\tStatus: %s%s\n"
              .formatted(
                  millis(duration),
                  phase,
                  status,
                  errorType.isEmpty() ? "" : "\tError Type: " + errorType));
    }
  }

  @Override
  public void start(String requestId) {
    writer.write(
        "START RequestId: %s Version: %s\n"
            .formatted(requestId, sandbox.version().name().number()));
  }

  @Override
  public void application(String requestId, Level level, String text) {
    writer.write(program().style().line(writer.now(), requestId, level, text));
  }

  @Override
  public void error(String requestId, Thrown thrown) {
    writer.write(Errors.line(program(), thrown, requestId, writer.now()));
  }

  @Override
  public void exit(String requestId, String reason) {
    writer.write("RequestId: %s Error: %s\n".formatted(requestId, exitText(reason)));
    writer.write("Runtime.ExitError\n");
  }

  /** Returns how the platform words the end of the runtime's process. */
  static String exitText(String reason) {
    return reason.isEmpty()
        ? "Runtime exited without providing a reason"
        : "Runtime exited with error: " + reason;
  }

  @Override
  public void end(Report report) {
    writer.write("END RequestId: " + report.requestId() + "\n");
    StringBuilder line =
        new StringBuilder(
            "REPORT RequestId: %s\tDuration: %s ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB\t"
                .formatted(
                    report.requestId(),
                    millis(report.duration()),
                    report.billed(),
                    sandbox.version().config().memory(),
                    sandbox.peakMemory()));
    report
        .init()
        .ifPresent(init -> line.append("Init Duration: ").append(millis(init)).append(" ms\t"));
    if (style.isRecent() && !report.status().equals(Report.SUCCESS)) {
      line.append("Status: ").append(report.status());
      if (!report.errorType().isEmpty()) {
        line.append("\tError Type: ").append(report.errorType());
      }
    }
    writer.write(line.append("\n").toString());
    if (!style.isRecent() && report.status().equals(Report.TIMEOUT)) {
      writer.write(
          "%s %s Task timed out after %s seconds\n\n"
              .formatted(
                  writer.iso(), report.requestId(), seconds(sandbox.version().config().timeout())));
    }
  }

  /** Returns seconds as the platform prints a limit. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", Report.millis(duration));
  }
}
