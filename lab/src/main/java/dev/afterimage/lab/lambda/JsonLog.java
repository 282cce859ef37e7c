// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Errors;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.LogStyle;
import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.code.Thrown;
import dev.afterimage.lab.json.Json;
import java.time.Duration;

/** The platform's events in the format {@code JSON}, as far as the system log level lets them. */
final class JsonLog implements PlatformLog {
  private static final String REQUEST_ID = "requestId";

  private final LogWriter writer;
  private final Sandbox sandbox;
  private final String level;

  JsonLog(LogWriter writer, Sandbox sandbox) {
    this.writer = requireNonNull(writer, "writer is null");
    this.sandbox = requireNonNull(sandbox, "sandbox is null");
    this.level = sandbox.version().config().systemLogLevel();
  }

  private void event(String type, ObjectNode record) {
    ObjectNode event = Json.object().put("time", writer.iso()).put("type", type);
    event.set("record", record);
    writer.write(Json.text(event) + "\n");
  }

  private boolean isDebug() {
    return level.equals("DEBUG");
  }

  private boolean isInfo() {
    return !level.equals("WARN");
  }

  private ObjectNode initRecord(String phase) {
    return Json.object()
        .put(
            "initializationType", sandbox.isProvisioned() ? "provisioned-concurrency" : "on-demand")
        .put("phase", phase);
  }

  @Override
  public void initStart() {
    if (isInfo()) {
      FunctionVersion version = sandbox.version();
      ObjectNode record = initRecord("init");
      if (!version.config().isImage()) {
        record
            .put("runtimeVersion", TextLog.runtimeVersion(version))
            .put("runtimeVersionArn", TextLog.runtimeArn(version));
      }
      event(
          "platform.initStart",
          record
              .put("functionName", version.name().function())
              .put("functionVersion", version.name().number()));
    }
  }

  @Override
  public void extension(String name, String state) {
    ObjectNode record = Json.object().put("name", name).put("state", state);
    record.putArray("events").add("INVOKE").add("SHUTDOWN");
    event("platform.extension", record);
  }

  @Override
  public void initReport(String phase, Duration duration, String status, String errorType) {
    if (isDebug()) {
      event("platform.initRuntimeDone", initRecord(phase).put("status", status));
    }
    if (isDebug() || !status.equals(Report.SUCCESS)) {
      ObjectNode record = initRecord(phase).put("status", status);
      if (!errorType.isEmpty()) {
        record.put("errorType", errorType);
      }
      record.putObject("metrics").put("durationMs", Report.millis(duration));
      event("platform.initReport", record);
    }
  }

  @Override
  public void start(String requestId) {
    if (isInfo()) {
      event(
          "platform.start",
          Json.object()
              .put(REQUEST_ID, requestId)
              .put("version", sandbox.version().name().number()));
    }
  }

  @Override
  public void application(String requestId, Level severity, String text) {
    Program program = sandbox.version().code().program();
    boolean managed =
        program.style() == LogStyle.PYTHON_LOGGING || program.style() == LogStyle.NODE_CONSOLE;
    if (managed) {
      ObjectNode line =
          Json.object()
              .put("timestamp", writer.iso())
              .put("level", severity.name())
              .put("message", text);
      writer.write(Json.text(line.put(REQUEST_ID, requestId)) + "\n");
    } else {
      writer.write(program.style().line(writer.now(), requestId, severity, text));
    }
  }

  @Override
  public void error(String requestId, Thrown thrown) {
    ObjectNode line = Json.object().put("timestamp", writer.iso()).put("level", "ERROR");
    ObjectNode payload = Errors.payload(sandbox.version().code().program(), thrown, requestId);
    line.setAll(payload);
    writer.write(Json.text(line.put(REQUEST_ID, requestId)) + "\n");
  }

  @Override
  public void exit(String requestId, String reason) {
    if (isDebug()) {
      event(
          "platform.fault",
          Json.object().put("message", TextLog.exitText(reason)).put(REQUEST_ID, requestId));
    }
  }

  @Override
  public void end(Report report) {
    if (isDebug()) {
      ObjectNode done =
          Json.object().put(REQUEST_ID, report.requestId()).put("status", report.status());
      putError(done, report);
      done.putObject("metrics")
          .put("durationMs", Report.millis(report.duration()))
          .put("producedBytes", report.status().equals(Report.SUCCESS) ? 42 : 0);
      event("platform.runtimeDone", done);
    }
    if (isInfo() || !report.status().equals(Report.SUCCESS)) {
      event("platform.report", reportRecord(report));
    }
  }

  private ObjectNode reportRecord(Report report) {
    ObjectNode record = Json.object().put(REQUEST_ID, report.requestId());
    ObjectNode metrics =
        Json.object()
            .put("durationMs", Report.millis(report.duration()))
            .put("billedDurationMs", report.billed())
            .put("memorySizeMB", sandbox.version().config().memory())
            .put("maxMemoryUsedMB", sandbox.peakMemory());
    report.init().ifPresent(init -> metrics.put("initDurationMs", Report.millis(init)));
    record.set("metrics", metrics);
    record.put("status", report.status());
    putError(record, report);
    return record;
  }

  private static void putError(ObjectNode record, Report report) {
    if (!report.errorType().isEmpty()) {
      record.put("errorType", report.errorType());
    }
  }
}
