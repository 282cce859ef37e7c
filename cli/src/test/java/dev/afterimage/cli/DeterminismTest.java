// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same evidence gives the same bytes, whatever holds it and wherever it is read. */
class DeterminismTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "markdown", "text"})
  void zipOfContents_givesTheBytesOfTheFolder(String format) throws IOException {
    Path copy = TestingCase.example().write(folder.resolve("case"));
    Path zip = folder.resolve("case.zip");
    zip(copy, zip, "", 7);

    assertThat(report(zip, format)).isEqualTo(report(copy, format));
  }

  @Test
  void zipOfTheFolderItself_givesTheBytesOfTheFolder() throws IOException {
    Path copy = TestingCase.example().write(folder.resolve("case"));
    Path zip = folder.resolve("case.zip");
    zip(copy, zip, "case/", 11);

    assertThat(report(zip, "json")).isEqualTo(report(copy, "json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "markdown", "text"})
  void otherZoneAndLocale_giveTheSameBytes(String format) {
    String here = report(TestingCli.example(), format);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(new Locale("ar", "EG"));
      assertThat(report(TestingCli.example(), format)).isEqualTo(here);
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(report(TestingCli.example(), format)).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void renamedAndInOneFolder_givesTheSameJson_butForTheNames() throws IOException {
    TestingCase example = TestingCase.example();
    Path copy = example.write(folder.resolve("case"));
    Path flat = Files.createDirectories(folder.resolve("flat"));
    Map<String, String> digestOf = new TreeMap<>();
    Map<String, String> digestOfRenamed = new TreeMap<>();
    List<String> names = new ArrayList<>(example.files().keySet());
    Collections.shuffle(names, new Random(3));
    int number = 0;
    for (String name : names) {
      String text = example.files().getOrDefault(name, "");
      String renamed = "x" + number++ + ".txt";
      Files.writeString(flat.resolve(renamed), text);
      digestOf.put(name, TestingCase.sha256(text));
      digestOfRenamed.put(renamed, TestingCase.sha256(text));
    }

    JsonNode original = withDigests(TestingCli.explain(copy).json(), digestOf);
    JsonNode renamed = withDigests(TestingCli.explain(flat).json(), digestOfRenamed);

    assertThat(renamed).isEqualTo(original);
    assertThat(original.toString()).doesNotContain("filter-log-events-embedding");
  }

  private static JsonNode withDigests(JsonNode node, Map<String, String> digests) {
    if (node instanceof ObjectNode object) {
      JsonNode file = object.path("file");
      if (file.isTextual() && (object.has("pointer") || object.has("bytes"))) {
        object.set("file", TextNode.valueOf(digests.getOrDefault(file.textValue(), "?")));
      }
    }
    node.forEach(child -> withDigests(child, digests));
    return node;
  }

  private static String report(Path evidence, String format) {
    TestingCli.Result result =
        TestingCli.run(
            "compare",
            "--evidence",
            evidence.toString(),
            "--outcome",
            "Final Embeddings=$.final_merge_result.total_embeddings",
            "--format",
            format);
    assertThat(result.status()).isZero();
    return result.out();
  }

  private static void zip(Path from, Path to, String prefix, int seed) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var all = Files.walk(from)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    Collections.sort(files);
    Collections.shuffle(files, new Random(seed));
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (Path file : files) {
        String name = from.relativize(file).toString().replace('\\', '/');
        out.putNextEntry(new ZipEntry(prefix + name));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
  }
}
