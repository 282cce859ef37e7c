// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.RunsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a case in memory, and the manifest that goes with them. */
public final class TestingCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final ObjectNode manifest = JSON.createObjectNode().put("afterimage", "case/1");

  /** Returns the JSON that a text holds; single quotes stand for double ones. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file of bytes. */
  public TestingCase file(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  /** Adds a file of text. */
  public TestingCase file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file of JSON. */
  public TestingCase file(String name, JsonNode json) {
    return file(name, json.toPrettyString() + "\n");
  }

  /** Adds the history of a run, and its description. */
  public TestingCase run(TestingHistory history) {
    return file(history.name() + ".history.json", history.answer())
        .file(history.name() + ".description.json", history.description());
  }

  /** Says in the manifest which runs were asked for. */
  public TestingCase asked(String... arns) {
    for (String arn : arns) {
      manifest.withArray("/asked").add(arn);
    }
    return this;
  }

  /** Adds the answer of a call that the manifest tells of. */
  public TestingCase call(String api, String request, String at, String name, JsonNode answer) {
    file(name, answer);
    entry(api, request, at)
        .put("file", name)
        .put("sha256", sha256(files.getOrDefault(name, new byte[0])));
    return this;
  }

  /** Adds the answer of a call of which the manifest tells no digest. */
  public TestingCase callByPath(
      String api, String request, String at, String name, JsonNode answer) {
    file(name, answer);
    entry(api, request, at).put("file", name);
    return this;
  }

  /** Says in the manifest that not every page of the last call is here. */
  public TestingCase incomplete() {
    ArrayNode calls = manifest.withArray("/calls");
    ((ObjectNode) calls.get(calls.size() - 1)).put("complete", false);
    return this;
  }

  /** Says in the manifest that of the last answer all is here that was wanted. */
  public TestingCase enough() {
    ArrayNode calls = manifest.withArray("/calls");
    ((ObjectNode) calls.get(calls.size() - 1)).put("enough", true);
    return this;
  }

  /** Says in the manifest that a call was refused. */
  public TestingCase denied(String call, String iamAction) {
    manifest
        .withArray("/gaps")
        .addObject()
        .put("call", call)
        .put("error", "AccessDeniedException")
        .put("iamAction", iamAction);
    return this;
  }

  private ObjectNode entry(String api, String request, String at) {
    ArrayNode calls = manifest.withArray("/calls");
    ObjectNode call = calls.addObject().put("id", "call-" + calls.size()).put("api", api);
    call.set("request", json(request));
    return call.put("at", at).put("complete", true);
  }

  /** Returns the bytes of every file, the manifest included where there is one. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    if (manifest.size() > 1) {
      all.put("afterimage.json", manifest.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }

  /** Writes the files below a folder. */
  public Path write(Path folder) {
    try {
      for (Map.Entry<String, byte[]> file : files().entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling("."));
        Files.write(path, file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the case as it is read back. */
  public Evidence evidence() {
    try {
      Path folder = Files.createTempDirectory("afterimage-case");
      try {
        return EvidenceReader.read(write(folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (EvidenceException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the runs of the case. */
  public Runs runs() {
    return RunsReader.read(evidence());
  }

  /** Returns the only run of the case. */
  public Run run() {
    List<Run> all = runs().all();
    if (all.size() != 1) {
      throw new AssertionError("the case holds " + all.size() + " runs");
    }
    return all.get(0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Returns the SHA-256 of bytes, in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
