// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.core.evidence.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes answers into files as the AWS CLI prints them: pages put together into one list, each item
 * on a line of its own. No answer is ever held whole.
 */
final class AnswerWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerWriter() {}

  /** Writes an answer of one page; returns its SHA-256. */
  static String write(Path file, ObjectNode answer) throws IOException {
    try (HashedFile out = new HashedFile(file)) {
      return out.write(pretty(answer)).write("\n").sha256();
    }
  }

  private static String pretty(JsonNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** Writes an answer of several pages; returns its SHA-256. */
  static String write(Path file, Pages pages) throws IOException {
    try (HashedFile out = new HashedFile(file)) {
      new Merge(out, pages).write();
      return out.sha256();
    }
  }

  /** The state of one answer while its pages are put together. */
  private static final class Merge {
    private final HashedFile out;
    private final Pages pages;
    private String last = "";
    private boolean first = true;

    Merge(HashedFile out, Pages pages) {
      this.out = out;
      this.pages = pages;
    }

    void write() throws IOException {
      out.write("{\n\"" + pages.items() + "\": [");
      for (Part part : pages.forward()) {
        copy(part);
      }
      for (int i = pages.backward().size() - 1; i >= 0; i--) {
        copyBehind(pages.backward().get(i));
      }
      out.write(first ? "]" : "\n]");
      head();
      out.write("\n}\n");
    }

    private void copy(Part part) throws IOException {
      try (BufferedReader reader = lines(part)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          item(line);
        }
      }
    }

    /** Where both chains have met they share items: each stands once. */
    private void copyBehind(Part part) throws IOException {
      long lastId = last.isEmpty() ? 0 : id(last);
      boolean behind = false;
      try (BufferedReader reader = lines(part)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          behind = behind || id(line) > lastId;
          if (behind) {
            item(line);
          }
        }
      }
    }

    private static BufferedReader lines(Part part) throws IOException {
      BufferedReader reader = Files.newBufferedReader(part.file(), StandardCharsets.UTF_8);
      if (reader.readLine() == null) {
        throw new IOException(part.file() + " is empty");
      }
      return reader;
    }

    private static long id(String line) {
      return Json.parse(line).flatMap(node -> Json.whole(node, "id")).orElse(0L);
    }

    private void item(String line) throws IOException {
      out.write(first ? "\n" : ",\n").write(line);
      first = false;
      last = line;
    }

    /** The members beside the items: of the last page. */
    private void head() throws IOException {
      List<Part> ending = pages.ending();
      if (!ending.isEmpty()) {
        ObjectNode head = ending.get(ending.size() - 1).head();
        for (Map.Entry<String, JsonNode> field : head.properties()) {
          member(field.getKey(), field.getValue().toString());
        }
      }
      if (pages.more().isPresent()) {
        Pages.Continuation more = pages.more().get();
        member(more.member(), TextNode.valueOf(more.token()).toString());
      }
    }

    private void member(String name, String value) throws IOException {
      out.write(",\n\"" + name + "\": " + value);
    }
  }
}
