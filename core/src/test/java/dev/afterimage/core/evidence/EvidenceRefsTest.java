// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import dev.afterimage.core.testing.TestingRefs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every record is found again where its ref says, in every shape of file. */
class EvidenceRefsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Ways to write records into a file. */
  enum Shape {
    PRETTY,
    COMPACT,
    LIST,
    LINES,
    LINES_WITH_BREAKS,
    PAGES_ON_LINES,
    PRETTY_PAGES,
    GZIP;

    byte[] write(String key, List<ObjectNode> records) {
      ArrayNode array = JSON.createArrayNode().addAll(records);
      ObjectNode answer = JSON.createObjectNode();
      answer.put("nextToken", "ü").set(key, array);
      String lines = records.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
      return switch (this) {
        case PRETTY -> bytes(answer.toPrettyString());
        case COMPACT -> bytes(answer.toString());
        case LIST -> bytes(array.toPrettyString());
        case LINES -> bytes(lines);
        case LINES_WITH_BREAKS -> bytes("\n" + lines.replace("\n", "\r\n\r\n") + "\n\n");
        case PAGES_ON_LINES -> bytes(answer + "\n" + answer + "\n");
        case PRETTY_PAGES -> bytes(answer.toPrettyString() + "\n" + answer.toPrettyString());
        case GZIP -> EvidenceShapesTest.gzip(bytes(answer.toPrettyString()));
      };
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Provide
  Arbitrary<ObjectNode> event() {
    Arbitrary<Integer> id = Arbitraries.integers().between(1, 30);
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
    return Combinators.combine(id, text, text)
        .as(
            (number, input, name) -> {
              ObjectNode event = JSON.createObjectNode();
              event.put("timestamp", 1_772_359_200 + number).put("type", "PassStateEntered");
              event.put("id", number).put("previousEventId", 0);
              event.putObject("stateEnteredEventDetails").put("name", name).put("input", input);
              return event;
            });
  }

  @Property
  void record_isWhereItsRefSays(@ForAll("events") List<ObjectNode> events, @ForAll Shape shape) {
    byte[] bytes = shape.write("events", events);
    Map<String, byte[]> files = Map.of("h.json", bytes);
    Evidence evidence = new TestingCase().file("h.json", bytes).evidence();

    assertThat(evidence.records(Kind.HISTORY_EVENT)).isNotEmpty();
    assertThat(evidence.gaps()).isEmpty();
    for (EvidenceRecord record : evidence.records(Kind.HISTORY_EVENT)) {
      assertThat(same(TestingRefs.resolve(files, record.ref()), record.body())).isTrue();
    }
  }

  @Provide
  Arbitrary<List<ObjectNode>> events() {
    return event().list().ofMinSize(1).ofMaxSize(6);
  }

  @Property
  void anyPrefix_neverThrows_andGivesAGap(
      @ForAll("events") List<ObjectNode> events, @ForAll Shape shape, @ForAll Random random) {
    byte[] bytes = shape.write("events", events);
    byte[] prefix = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    Map<String, byte[]> files = Map.of("h.json", prefix);
    Evidence evidence = new TestingCase().file("h.json", prefix).evidence();

    boolean endsBetweenValues = shape.name().startsWith("LINES") || shape.name().contains("PAGES");
    assertThat(evidence.gaps().isEmpty()).isIn(false, endsBetweenValues);
    if (shape != Shape.GZIP) {
      for (EvidenceRecord record : evidence.records(Kind.HISTORY_EVENT)) {
        assertThat(same(TestingRefs.resolve(files, record.ref()), record.body())).isTrue();
      }
    }
  }

  @Property
  void anyBytes_neverThrow(@ForAll byte[] bytes) {
    Evidence evidence = new TestingCase().file("h.json", bytes).evidence();

    assertThat(evidence.files()).hasSize(1);
  }

  @Property(tries = 100)
  void anyBytesChanged_neverThrow(
      @ForAll("events") List<ObjectNode> events, @ForAll Random random) {
    byte[] bytes = Shape.PRETTY.write("events", events);
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }

    assertThat(new TestingCase().file("h.json", bytes).evidence().files()).hasSize(1);
  }

  @Property(tries = 100)
  void scan_agreesWithAFullParse(@ForAll("events") List<ObjectNode> events, @ForAll Shape shape)
      throws Exception {
    byte[] bytes = shape.write("events", events);
    EvidenceFile file =
        new EvidenceFile(
            new FileId("h", "0"), () -> new java.io.ByteArrayInputStream(bytes), 1 << 20);
    List<JsonNode> values = new ArrayList<>();
    try (var parser = Json.FACTORY.createParser(file.open())) {
      JSON.readValues(parser, JsonNode.class).forEachRemaining(values::add);
    }

    List<RootValue> roots = FileScan.of(file).roots();
    assertThat(roots).hasSameSizeAs(values);
    for (int i = 0; i < roots.size(); i++) {
      JsonNode first = values.get(i).isArray() ? values.get(i).path(0) : values.get(i);
      List<String> keys = new ArrayList<>();
      first.fieldNames().forEachRemaining(keys::add);
      assertThat(roots.get(i).keys()).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  /** Numbers are equal by value, however they are held. */
  private static boolean same(JsonNode left, JsonNode right) {
    return left.toString().equals(right.toString());
  }

  @Test
  void logEvent_isWhereItsRefSays() {
    ObjectNode answer = new TestingLog().served(TestingLog.request(1), 5).answer();
    TestingCase testing = new TestingCase().file("l.json", answer);

    for (LogEvent event : testing.evidence().logs().get(0).events()) {
      assertThat(TestingRefs.resolve(testing.files(), event.ref()).textValue())
          .isEqualTo(event.message());
      assertThat(event.ref().at()).contains(event.at());
    }
  }

  @Test
  void rowOfAQuery_isWhereItsRefSays() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode row = answer.putArray("results").addArray();
    row.addObject().put("field", "@timestamp").put("value", "2026-03-01 10:00:00.000");
    row.addObject().put("field", "@logStream").put("value", "s");
    row.addObject().put("field", "@message").put("value", "hello");
    TestingCase testing = new TestingCase().file("q.json", answer);

    LogEvent event = testing.evidence().logs().get(0).events().get(0);
    assertThat(TestingRefs.resolve(testing.files(), event.ref()).textValue()).isEqualTo("hello");
  }

  @Test
  void vendedEvent_isWhereItsRefSays_asTextAndAsObject() {
    ObjectNode event = TestingHistory.of("q").vended("arn:aws:states:r:1:express:m:n:u").get(0);
    ObjectNode asText = JSON.createObjectNode().put("timestamp", 1_772_359_200_000L);
    ObjectNode asObject = asText.deepCopy();
    asText.put("message", event.toString());
    asObject.set("message", event);
    for (ObjectNode wrapped : List.of(asText, asObject)) {
      ObjectNode answer = JSON.createObjectNode();
      answer.putArray("events").add(wrapped);
      TestingCase testing = new TestingCase().file("l.json", answer);

      EvidenceRecord record = testing.evidence().records(Kind.VENDED_EVENT).get(0);
      assertThat(TestingRefs.resolve(testing.files(), record.ref())).isEqualTo(event);
    }
  }

  @Test
  void fieldNamesWithSlashes_areEscaped() {
    ObjectNode function = TestingAnswers.record(Kind.FUNCTION);
    ((ObjectNode) function.path("Configuration")).put("a/b~c", 3);
    TestingCase testing = new TestingCase().file("f.json", function);

    EvidenceRecord record = testing.evidence().records(Kind.FUNCTION).get(0);
    Ref ref = record.ref("Configuration").child("a/b~c");
    assertThat(TestingRefs.resolve(testing.files(), ref).intValue()).isEqualTo(3);
  }

  @Test
  void refs_sortByTimeThenContentThenPlace() {
    FileId file = new FileId("a", "1");
    Ref ninth = Ref.of(file, new Location.Pointer("/events/9"));
    Ref tenth = Ref.of(file, new Location.Pointer("/events/10"));
    Ref other = Ref.of(new FileId("0", "2"), new Location.Pointer("/events/1"));
    Ref later = ninth.at(TestingHistory.START);
    List<Ref> shuffled = new ArrayList<>(List.of(later, other, tenth, ninth));
    Collections.sort(shuffled);

    assertThat(shuffled).containsExactly(ninth, tenth, other, later);
  }
}
