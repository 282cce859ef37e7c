// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.HostileCase;
import dev.afterimage.report.testing.TestingExaminations;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ExportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static TestingCase pair(String error, String cause) {
    return new TestingCase()
        .run(TestingExaminations.good("good"))
        .run(TestingExaminations.bad("bad", error, cause));
  }

  private CaseFile.Examination examine(TestingCase testingCase) {
    return TestingExaminations.examine(testingCase, folder);
  }

  private static List<Span> spans(String otlp) throws Exception {
    TracesData.Builder traces = TracesData.newBuilder();
    JsonFormat.parser().merge(otlp, traces);
    List<Span> spans = new ArrayList<>();
    traces
        .build()
        .getResourceSpansList()
        .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
    return spans;
  }

  @Test
  void otlp_isReadByItsProto() throws Exception {
    CaseFile.Examination examination = examine(pair("Boom", "it broke"));
    List<Span> spans = spans(OtlpExport.write(List.of(examination), "test"));

    assertThat(spans)
        .extracting(Span::getName)
        .containsExactly("orders good", "Charge", "charge", "orders bad", "Charge", "charge");
    Span attempt = spans.get(5);
    assertThat(attempt.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(attempt.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(attempt.getEvents(0).getName()).isEqualTo("exception");
    assertThat(attempt.getEndTimeUnixNano() - attempt.getStartTimeUnixNano()).isEqualTo(45_000_000);
    assertThat(spans.get(3).getLinksCount()).isEqualTo(1);
    assertThat(spans.get(0).getLinksCount()).isZero();
  }

  @Test
  void otlp_hasHexadecimalIds_andParentsThatAreThere() throws Exception {
    JsonNode otlp = JSON.readTree(OtlpExport.write(List.of(TestingExaminations.example()), "test"));
    Set<String> ids = new HashSet<>();
    List<JsonNode> spans = new ArrayList<>();
    otlp.path("resourceSpans")
        .forEach(r -> r.path("scopeSpans").path(0).path("spans").forEach(spans::add));
    spans.forEach(span -> ids.add(span.path("spanId").asText()));

    assertThat(ids).hasSameSizeAs(spans).allMatch(id -> id.matches("[0-9a-f]{16}"));
    assertThat(spans).allMatch(s -> s.path("traceId").asText().matches("[0-9a-f]{32}"));
    assertThat(spans)
        .filteredOn(span -> span.has("parentSpanId"))
        .hasSize(spans.size() - 2)
        .allMatch(span -> ids.contains(span.path("parentSpanId").asText()));
  }

  @Test
  void otlp_keepsItsIds_fromReportToReport() {
    assertThat(OtlpExport.write(List.of(TestingExaminations.example()), "test"))
        .isEqualTo(OtlpExport.write(List.of(TestingExaminations.example()), "test"));
  }

  /** The rules of the trace event format: what a viewer needs to put slices onto tracks. */
  private static void assertTrace(JsonNode trace) {
    Map<String, List<JsonNode>> tracks = new HashMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      assertThat(event.path("pid").isInt() && event.path("tid").isInt()).isTrue();
      if (event.path("ph").asText().equals("X")) {
        assertThat(event.path("ts").isIntegralNumber()).isTrue();
        assertThat(event.path("dur").asLong(-1)).isGreaterThanOrEqualTo(0);
        assertThat(event.path("name").isTextual()).isTrue();
        String track = event.path("pid") + "/" + event.path("tid");
        tracks.computeIfAbsent(track, t -> new ArrayList<>()).add(event);
      } else {
        assertThat(event.path("ph").asText()).isEqualTo("M");
        assertThat(event.path("args").isObject()).isTrue();
      }
    }
    assertThat(tracks).isNotEmpty();
    tracks.values().forEach(ExportsTest::assertNested);
  }

  private static void assertNested(List<JsonNode> slices) {
    Deque<Long> ends = new ArrayDeque<>();
    long last = 0;
    for (JsonNode slice : slices) {
      long start = slice.path("ts").asLong();
      long end = start + slice.path("dur").asLong();
      assertThat(start).isGreaterThanOrEqualTo(last);
      last = start;
      while (!ends.isEmpty() && ends.peek() <= start) {
        ends.pop();
      }
      assertThat(ends.isEmpty() || end <= ends.peek()).as("%s nests", slice).isTrue();
      ends.push(end);
    }
  }

  @Test
  void trace_followsTheFormat_withAProcessForEachRun() throws Exception {
    JsonNode trace = JSON.readTree(TraceExport.write(List.of(TestingExaminations.example())));
    List<String> processes = new ArrayList<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("name").asText().equals("process_name")) {
        processes.add(event.path("args").path("name").asText().substring(0, 1));
      }
    }

    assertTrace(trace);
    assertThat(processes).containsExactly("A", "B");
  }

  @Test
  void trace_startsBothRunsAtZero() throws Exception {
    CaseFile.Examination examination = examine(pair("Boom", "it broke"));
    JsonNode trace = JSON.readTree(TraceExport.write(List.of(examination)));
    List<Long> starts = new ArrayList<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("cat").asText().equals("run")) {
        starts.add(event.path("ts").asLong());
      }
    }

    assertThat(starts).containsExactly(0L, 0L);
  }

  private static Element suite(CaseFile.Examination examination) throws Exception {
    String xml = JunitExport.write(List.of(examination));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return (Element)
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("testsuite")
            .item(0);
  }

  private static void assertCounts(Element suite) {
    assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
    assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
    assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
  }

  private static String count(Element suite, String element) {
    return String.valueOf(suite.getElementsByTagName(element).getLength());
  }

  @Test
  void junit_countsWhatItHolds() throws Exception {
    Element suite = suite(TestingExaminations.example());

    assertCounts(suite);
    assertThat(suite.getAttribute("failures")).isEqualTo("10");
    assertThat(suite.getAttribute("skipped")).isEqualTo("17");
    assertThat(suite.getTextContent()).contains("stale-init-state");
  }

  @Test
  void junit_ofARunThatFailedOutsideOfAnyStep_failsAsAWhole() throws Exception {
    TestingHistory bad =
        TestingHistory.of("bad", TestingHistory.START.plusSeconds(9), "{}")
            .fail("States.Runtime", "no state");
    Element suite =
        suite(examine(new TestingCase().run(TestingExaminations.good("good")).run(bad)));

    assertCounts(suite);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
  }

  @Test
  void hostileTexts_breakNoExport() throws Exception {
    CaseFile.Examination examination = examine(HostileCase.build());

    assertTrace(JSON.readTree(TraceExport.write(List.of(examination))));
    assertCounts(suite(examination));
    assertThat(spans(OtlpExport.write(List.of(examination), "test"))).hasSizeGreaterThan(400);
  }
}
