// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogExportTest {
  private static final String EVENT =
      "{\"id\":\"7\",\"type\":\"TaskFailed\",\"details\":{\"error\":\"E\"},\"previous_event_id\":"
          + "\"6\",\"event_timestamp\":\"1668095539607\",\"execution_arn\":\"arn:aws:states:r:1:"
          + "execution:m:n\",\"redrive_count\":\"0\"}";

  private static String quoted(String json) {
    return json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String delivery(String message) {
    return "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":"
        + "[{\"id\":\"1\",\"timestamp\":1668095539607,\"message\":\""
        + quoted(message)
        + "\"}]}";
  }

  @Test
  void event_isReadInEveryWrapping() {
    String line = "{\"timestamp\":1668095539607,\"message\":\"" + quoted(EVENT) + "\"}";
    String parsed = "{\"timestamp\":1668095539607,\"message\":" + EVENT + "}";
    String text = "2022-11-10T15:52:19.607Z " + EVENT;

    TestingSink sink =
        TestingSink.read(
            String.join("\n", EVENT, delivery(EVENT), line, parsed, text) + delivery(EVENT));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.events).hasSize(5);
    assertThat(sink.events)
        .allMatch(event -> event.event().id() == 7 && event.event().previousId() == 6)
        .allMatch(event -> event.executionArn().endsWith(":m:n"))
        .allMatch(event -> event.event().text("error").equals(java.util.Optional.of("E")));
  }

  @Test
  void deliveriesSideBySide_areAllRead() {
    TestingSink sink = TestingSink.read(delivery(EVENT) + delivery("START RequestId: x"));

    assertThat(sink.events).hasSize(1);
    assertThat(sink.lines).hasSize(1);
  }

  @Test
  void functionLine_namesItsGroupAndStream() {
    TestingSink sink = TestingSink.read(delivery("START RequestId: x Version: 3\n"));

    assertThat(sink.lines.get(0).group()).contains("g");
    assertThat(sink.lines.get(0).stream()).contains("s");
  }

  @Test
  void exportedText_joinsTheLinesOfOneMessage() {
    TestingSink sink =
        TestingSink.read(
            """
            2026-03-01T00:00:00.001Z [ERROR] E: x
            Traceback
              File "a"
            2026-03-01T00:00:00.002Z END RequestId: x
            """);

    assertThat(sink.lines).hasSize(2);
    assertThat(sink.lines.get(0).message()).isEqualTo("[ERROR] E: x\nTraceback\n  File \"a\"");
    assertThat(sink.lines.get(0).stream()).contains("2026/03/01/[$LATEST]a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timestamp\":1,\"message\":|no whole JSON",
        "{\"execution_arn\":\"a\",\"type\":\"X\",\"event_timestamp\":\"1\"}|no id",
        "{\"execution_arn\":\"a\",\"id\":\"1\",\"event_timestamp\":\"1\"}|no type",
        "{\"execution_arn\":\"a\",\"id\":\"x\",\"type\":\"X\",\"event_timestamp\":\"1\"}|no number",
        "{\"message\":\"hello\"}|no time",
        "{\"a\":1}|neither a message nor an execution",
        "hello|neither JSON nor a time",
        "{\"timestamp\":1668095539607,\"message\":\"{\\\"execution_arn\\\":\"}|no whole JSON"
      })
  void brokenLine_isRejectedWithItsReason_andTheNextIsRead(String line, String reason) {
    TestingSink sink = TestingSink.read(line + "\n" + EVENT + "\n");

    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).reason()).contains(reason);
    assertThat(sink.rejects.get(0).line()).isEqualTo(1);
    assertThat(sink.events).hasSize(1);
  }

  @Test
  void controlMessage_isNoReject() {
    String control = delivery("CWL CONTROL").replace("DATA_MESSAGE", "CONTROL_MESSAGE");

    TestingSink sink = TestingSink.read(control);

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.lines).isEmpty();
  }

  @Test
  void cutCompression_keepsWhatCameBefore() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 20_000; i++) {
        out.write(
            (EVENT.replace("\"7\"", "\"" + (i + 7) + "\"") + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);

    TestingSink sink = TestingSink.read(LogFile.decompressed(new ByteArrayInputStream(half)));

    assertThat(sink.events.size()).isBetween(5_000, 15_000);
    assertThat(sink.rejects.get(0).reason()).contains("cut off");
  }

  @Test
  void severalCompressedMembers_areOneFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write((EVENT + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    TestingSink sink =
        TestingSink.read(LogFile.decompressed(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(sink.events).hasSize(3);
  }

  @Test
  void eventWrittenAnew_isReadAsItWas() throws IOException {
    VendedEvent event = TestingSink.read(EVENT).events.get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventLines lines = new EventLines(bytes)) {
      lines.write(event);
    }

    VendedEvent again = TestingSink.read(bytes.toString(StandardCharsets.UTF_8)).events.get(0);

    assertThat(again.executionArn()).isEqualTo(event.executionArn());
    assertThat(again.event().details()).isEqualTo(event.event().details());
    assertThat(again.event().at()).isEqualTo(event.event().at());
  }
}
