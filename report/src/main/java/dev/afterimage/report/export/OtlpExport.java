// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.history.Run;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Runs as OpenTelemetry traces in OTLP's JSON encoding: a trace for each run, and a link from a run
 * to its baseline. Ids follow from the executions, so that the same run keeps its trace.
 */
public final class OtlpExport {
  private static final int INTERNAL = 1;
  private static final int CLIENT = 3;
  private static final int OK = 1;
  private static final int ERROR = 2;

  private final String version;
  private final ArrayNode resourceSpans = JsonNodeFactory.instance.arrayNode();

  private OtlpExport(String version) {
    this.version = version;
  }

  /** Returns the traces, as one JSON object. */
  public static String write(List<CaseFile.Examination> examinations, String version) {
    OtlpExport export = new OtlpExport(version);
    for (CaseFile.Examination examination : examinations) {
      var subject = examination.diagnosis().subject();
      Optional<Run> a = subject.a().map(info -> info.run());
      a.ifPresent(run -> export.run(run, Optional.empty(), examination));
      export.run(subject.b().run(), a, examination);
    }
    ObjectNode traces = JsonNodeFactory.instance.objectNode();
    traces.set("resourceSpans", export.resourceSpans);
    return ExportJson.write(traces);
  }

  private void run(Run run, Optional<Run> baseline, CaseFile.Examination examination) {
    ObjectNode resource = resourceSpans.addObject();
    ArrayNode attributes = resource.putObject("resource").putArray("attributes");
    attribute(attributes, "service.name", run.identity().stateMachine());
    run.identity()
        .stateMachineArn()
        .ifPresent(arn -> attribute(attributes, "aws.step_functions.state_machine.arn", arn));
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "afterimage").put("version", version);
    ArrayNode spans = scope.putArray("spans");
    String trace = id(RunSpans.key(run), 16);
    for (RunSpan span : RunSpans.of(run, examination.situation().runs())) {
      ObjectNode node = span(span, trace);
      if (span.parent().isEmpty()) {
        baseline.ifPresent(a -> link(node, a));
      }
      spans.add(node);
    }
  }

  private static void link(ObjectNode node, Run baseline) {
    ObjectNode link = node.putArray("links").addObject();
    link.put("traceId", id(RunSpans.key(baseline), 16));
    link.put("spanId", id(RunSpans.key(baseline), 8));
    attribute(link.putArray("attributes"), "afterimage.link", "baseline");
  }

  private static ObjectNode span(RunSpan span, String trace) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("traceId", trace).put("spanId", id(span.key(), 8));
    span.parent().ifPresent(parent -> node.put("parentSpanId", id(parent, 8)));
    node.put("name", ExportJson.bounded(span.name()));
    node.put("kind", span.kind() == RunSpan.Kind.ATTEMPT ? CLIENT : INTERNAL);
    node.put("startTimeUnixNano", nanos(span.time().start()));
    node.put("endTimeUnixNano", nanos(span.time().end()));
    ArrayNode attributes = node.putArray("attributes");
    attribute(attributes, "afterimage.status", span.outcome().status());
    span.outcome().error().ifPresent(error -> attribute(attributes, "error.type", error));
    if (span.outcome().failed()) {
      exception(node, span);
    }
    ObjectNode status = node.putObject("status");
    boolean succeeded = span.outcome().status().equals("SUCCEEDED");
    status.put("code", span.outcome().failed() ? ERROR : succeeded ? OK : 0);
    if (span.outcome().failed()) {
      status.put("message", ExportJson.bounded(span.outcome().cause().orElse("")));
    }
    return node;
  }

  private static void exception(ObjectNode node, RunSpan span) {
    ObjectNode event = node.putArray("events").addObject();
    event.put("timeUnixNano", nanos(span.time().end())).put("name", "exception");
    ArrayNode attributes = event.putArray("attributes");
    attribute(attributes, "exception.type", span.outcome().error().orElse("unknown"));
    span.outcome().cause().ifPresent(text -> attribute(attributes, "exception.message", text));
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    ObjectNode attribute = attributes.addObject().put("key", key);
    attribute.putObject("value").put("stringValue", ExportJson.bounded(value));
  }

  /** 64-bit numbers are texts in the JSON of protocol buffers. */
  private static String nanos(Instant at) {
    return String.valueOf(
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
  }

  /** Ids are hexadecimal in OTLP, where the JSON of protocol buffers would have Base64. */
  private static String id(String key, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
