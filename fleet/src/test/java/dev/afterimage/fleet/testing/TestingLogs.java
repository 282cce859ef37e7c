// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Writes log events as a subscription delivers them: JSON, a delivery a line, compressed. */
public final class TestingLogs {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 50;

  private TestingLogs() {}

  /** An event of a log stream. */
  public record Event(String group, String stream, long at, String message) {}

  /** Writes events, in the order they come, to a file. */
  public static void write(Path file, List<Event> events) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        int from = 0;
        while (from < events.size()) {
          int to = from;
          while (to < events.size() && to - from < EVENTS && isAlike(events, from, to)) {
            to++;
          }
          out.write(delivery(events.subList(from, to)).getBytes(StandardCharsets.UTF_8));
          from = to;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAlike(List<Event> events, int first, int other) {
    return events.get(first).group().equals(events.get(other).group())
        && events.get(first).stream().equals(events.get(other).stream());
  }

  private static String delivery(List<Event> events) {
    ObjectNode delivery = JSON.createObjectNode();
    delivery.put("messageType", "DATA_MESSAGE");
    delivery.put("owner", "111122223333");
    delivery.put("logGroup", events.get(0).group());
    delivery.put("logStream", events.get(0).stream());
    delivery.putArray("subscriptionFilters").add("all");
    ArrayNode inside = delivery.putArray("logEvents");
    for (Event event : events) {
      ObjectNode node = inside.addObject();
      node.put("id", Long.toString(event.at()) + inside.size());
      node.put("timestamp", event.at());
      node.put("message", event.message());
    }
    return text(delivery) + "\n";
  }

  /** Turns deliveries into lines that name their stream only, as the AWS CLI prints events. */
  public static void withoutGroups(Path deliveries, Path into) {
    try (Stream<Path> files = Files.list(deliveries)) {
      Files.createDirectories(into);
      for (Path file : files.sorted().toList()) {
        StringBuilder lines = new StringBuilder();
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
          for (String line :
              new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
            JsonNode delivery = JSON.readTree(line);
            for (JsonNode event : delivery.path("logEvents")) {
              ObjectNode bare = JSON.createObjectNode();
              bare.set("logStreamName", delivery.get("logStream"));
              bare.set("timestamp", event.get("timestamp"));
              bare.set("message", event.get("message"));
              lines.append(text(bare)).append('\n');
            }
          }
        }
        Files.writeString(into.resolve(file.getFileName() + ".jsonl"), lines);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
