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
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void otlp_followsTheFormat() {
    String otlp = OtlpExport.write(List.of(TestingExaminations.example()), "test");

    assertThat(TestingOtlpFormat.problems(otlp)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"(\\w+UnixNano)\": ?\"(\\d+)\"', '\"$1\":$2'",
    "'\"kind\": ?3', '\"kind\":\"SPAN_KIND_CLIENT\"'",
    "'traceId', 'trace_id'",
    "'\"spanId\"', '\"spanID\"'",
    "'\"traceId\": ?\"\\w{8}', '\"traceId\":\"ABCDEF01'",
    "'\"spanId\": ?\"\\w{16}', '\"spanId\":\"0000000000000000'",
    "'\"parentSpanId\": ?\"\\w{4}', '\"parentSpanId\":\"ffff'",
    "'\"name\": ?\"Charge\"', '\"name\":\"\"'",
    "'exception.message', 'exception.type'"
  })
  void otlpThatBreaksARule_isFound(String pattern, String replacement) {
    String otlp = OtlpExport.write(List.of(examine(pair("Boom", "it broke"))), "test");
    String broken = otlp.replaceFirst(pattern, replacement);

    assertThat(broken).isNotEqualTo(otlp);
    assertThat(TestingOtlpFormat.problems(otlp)).isEmpty();
    assertThat(TestingOtlpFormat.problems(broken)).isNotEmpty();
  }

  @Test
  void otlp_keepsItsIds_fromReportToReport() {
    assertThat(OtlpExport.write(List.of(TestingExaminations.example()), "test"))
        .isEqualTo(OtlpExport.write(List.of(TestingExaminations.example()), "test"));
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

    assertThat(TestingTraceFormat.problems(trace)).isEmpty();
    assertThat(processes).containsExactly("A", "B");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ph\": ?\"X\"', '\"ph\":\"B\"'",
    "'\"ts\": ?(\\d+)', '\"ts\":\"$1\"'",
    "'\"dur\": ?\\d+', '\"dur\":-1'",
    "'\"dur\": ?(\\d+)', '\"dur\":$10000'",
    "'\"dur\"', '\"duration\"'",
    "'\"tid\": ?1,', ''",
    "'thread_name', 'track_name'",
    "'process_name', 'process_label'",
    "'\"cname\": ?\"terrible\"', '\"cname\":\"red\"'",
    "'\"displayTimeUnit\": ?\"ms\"', '\"displayTimeUnit\":\"s\"'"
  })
  void traceThatBreaksARule_isFound(String pattern, String replacement) throws Exception {
    String trace = TraceExport.write(List.of(examine(pair("Boom", "it broke"))));
    int at = pattern.contains("dur") ? trace.lastIndexOf("\"dur\"") : 0;
    String broken = trace.substring(0, at) + trace.substring(at).replaceFirst(pattern, replacement);

    assertThat(broken).isNotEqualTo(trace);
    assertThat(TestingTraceFormat.problems(JSON.readTree(trace))).isEmpty();
    assertThat(TestingTraceFormat.problems(JSON.readTree(broken))).isNotEmpty();
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

    JsonNode trace = JSON.readTree(TraceExport.write(List.of(examination)));
    assertThat(TestingTraceFormat.problems(trace)).isEmpty();
    assertCounts(suite(examination));
    String otlp = OtlpExport.write(List.of(examination), "test");
    assertThat(TestingOtlpFormat.problems(otlp)).isEmpty();
    assertThat(spans(otlp)).hasSizeGreaterThan(400);
  }
}
