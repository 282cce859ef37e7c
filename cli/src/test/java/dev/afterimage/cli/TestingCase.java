// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The files of a case in memory, to change and write somewhere; the manifest follows. */
final class TestingCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "afterimage.json";

  private final Map<String, String> files = new TreeMap<>();

  /** Reads the example. */
  static TestingCase example() {
    TestingCase copy = new TestingCase();
    Path root = TestingCli.example();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".json")) {
          copy.files.put(name, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** Changes the text of every file. */
  TestingCase map(UnaryOperator<String> change) {
    files.replaceAll((name, text) -> change.apply(text));
    return this;
  }

  /** Changes the text of the files whose name contains a part. */
  TestingCase map(String part, UnaryOperator<String> change) {
    files.replaceAll((name, text) -> name.contains(part) ? change.apply(text) : text);
    return this;
  }

  /** Leaves out the files whose name contains a part. */
  TestingCase without(String part) {
    files.keySet().removeIf(name -> name.contains(part));
    return this;
  }

  /** Leaves out log events. */
  TestingCase withoutLogs(Predicate<JsonNode> event) {
    return map(
        "filter-log-events",
        text -> {
          ObjectNode answer = parse(text);
          ArrayNode kept = JSON.createArrayNode();
          for (JsonNode item : answer.path("events")) {
            if (!event.test(item)) {
              kept.add(item);
            }
          }
          answer.set("events", kept);
          return answer.toPrettyString() + "\n";
        });
  }

  /** Returns the names of the files. */
  Map<String, String> files() {
    return files;
  }

  /** Writes the case; the manifest gets the digests of what is written. */
  Path write(Path folder) {
    try {
      ObjectNode manifest = parse(files.getOrDefault(MANIFEST, "{}"));
      ArrayNode calls = JSON.createArrayNode();
      for (JsonNode call : manifest.path("calls")) {
        String text = files.get(call.path("file").asText());
        if (text != null) {
          ((ObjectNode) call).put("sha256", sha256(text));
          calls.add(call);
        }
      }
      manifest.set("calls", calls);
      files.put(MANIFEST, manifest.toPrettyString() + "\n");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
