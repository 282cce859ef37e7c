// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.afterimage.report.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON report of the example keeps the schema, and each of its refs leads somewhere. */
class ReportSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void example_keepsTheSchema() throws IOException {
    assertThat(problems(TestingCli.explain(TestingCli.example()).json())).isEmpty();
  }

  @Test
  void example_everyRefResolves() throws IOException {
    List<JsonNode> refs = new ArrayList<>();
    collect(TestingCli.explain(TestingCli.example()).json(), refs);

    assertThat(refs).hasSizeGreaterThan(50);
    for (JsonNode ref : refs) {
      assertThat(resolve(ref, TestingCli.example()).isMissingNode()).as("%s", ref).isFalse();
    }
  }

  @Test
  void schema_refusesAReportWithoutEvidence() throws IOException {
    JsonNode report = TestingCli.explain(TestingCli.example()).json();
    ((com.fasterxml.jackson.databind.node.ObjectNode) report.at("/hypotheses/0/for/0"))
        .putArray("evidence");

    assertThat(problems(report)).isNotEmpty();
  }

  static List<String> problems(JsonNode report) throws IOException {
    return problems(report, JsonReport.class, "report-1");
  }

  /** Returns in what a document breaks the schema that stands beside a class. */
  static List<String> problems(JsonNode report, Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name + ".schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(JSON.readTree(in));
      return schema.validate(report).stream().map(Object::toString).toList();
    }
  }

  static void collect(JsonNode node, List<JsonNode> refs) {
    if (node.path("file").isTextual() && (node.has("pointer") || node.has("bytes"))) {
      refs.add(node);
    }
    node.forEach(child -> collect(child, refs));
  }

  static JsonNode resolve(JsonNode ref, Path root) throws IOException {
    JsonNode file = JSON.readTree(Files.readAllBytes(root.resolve(ref.path("file").asText())));
    JsonNode value = file.at(JsonPointer.compile(ref.path("pointer").asText()));
    return ref.has("inner")
        ? JSON.readTree(value.asText()).at(JsonPointer.compile(ref.path("inner").asText()))
        : value;
  }
}
