// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.lab.cases.CaseWriter;
import dev.afterimage.lab.cases.Gatherer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector in fair weather: the seed's two runs, over HTTP. */
class CollectorTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private TestingLab lab;

  @BeforeEach
  void serve() throws IOException {
    lab = TestingLab.of("seed");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static Diagnosis diagnosis(Path folder) throws Exception {
    CaseFile file = CaseFile.open(List.of(folder));
    return file.diagnose(file.pair(), List.of());
  }

  @Test
  void collectedCase_leadsToTheVerdictOfTheLabsOwn() throws Exception {
    lab.collect(temp.resolve("collected"));
    new CaseWriter(ZoneOffset.UTC, true)
        .write(
            Gatherer.gather(lab.staged().world().account(), lab.runs(), Set.of()),
            temp.resolve("own"));
    Diagnosis collected = diagnosis(temp.resolve("collected"));
    Diagnosis own = diagnosis(temp.resolve("own"));
    assertThat(collected.rootCause().orElseThrow().hypothesis().id())
        .isEqualTo(own.rootCause().orElseThrow().hypothesis().id())
        .isEqualTo("stale-init-state");
    assertThat(collected.rootCause().orElseThrow().hypothesis().verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(collected.subject().b().run().name()).isEqualTo(own.subject().b().run().name());
  }

  @Test
  void historyThatCannotBeSaved_isTheErrorThoughTheRestWentOn() throws Exception {
    lab.collect(temp.resolve("whole"));
    String name =
        TestingLab.files(temp.resolve("whole")).keySet().stream()
            .filter(file -> file.contains("get-execution-history"))
            .findFirst()
            .orElseThrow();
    Path broken = temp.resolve("broken");
    Files.createDirectories(broken.resolve(".afterimage"));
    Files.createDirectories(broken.resolve(name).resolve("in its place"));

    assertThatThrownBy(() -> lab.collect(broken))
        .isInstanceOf(CaseException.class)
        .hasMessageStartingWith("cannot write the case")
        .hasMessageContaining(name);
  }

  @Test
  void calls_onlyReadAndAreInTheTable() throws Exception {
    lab.collect(temp.resolve("case"));
    List<String> table = Arrays.stream(ApiCall.values()).map(ApiCall::iamAction).toList();
    assertThat(lab.actions()).isNotEmpty().allMatch(table::contains);
  }

  @Test
  void calls_areNeverRepeated() throws Exception {
    lab.collect(temp.resolve("case"));
    assertThat(lab.server().calls().repeated()).isEmpty();
  }

  @Test
  void manifest_namesEachFileWithItsDigest() throws Exception {
    Path folder = temp.resolve("case");
    Collected collected = lab.collect(folder);
    JsonNode calls = JSON.readTree(folder.resolve("afterimage.json").toFile()).path("calls");
    assertThat(calls).hasSize(collected.calls());
    for (JsonNode call : calls) {
      byte[] bytes = Files.readAllBytes(folder.resolve(call.path("file").asText()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(call.path("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
      assertThat(JSON.readTree(bytes).isObject()).isTrue();
    }
    assertThat(TestingLab.files(folder)).hasSize(collected.calls());
  }

  @Test
  void manifest_asksForTheRunsThatWereNamed() throws Exception {
    Path folder = temp.resolve("case");
    lab.collect(folder);
    JsonNode manifest = JSON.readTree(folder.resolve("afterimage.json").toFile());
    assertThat(JSON.convertValue(manifest.path("asked"), String[].class))
        .containsExactlyInAnyOrderElementsOf(lab.runs());
    assertThat(manifest.path("redaction").path("keyId").asText())
        .isEqualTo(TestingLab.options().redactor().keyId().orElseThrow());
  }

  @Test
  void collectAgain_asksNothing() throws Exception {
    lab.collect(temp.resolve("case"));
    lab.server().calls().clear();
    lab.collect(temp.resolve("case"));
    assertThat(lab.actions()).isEmpty();
  }

  @Test
  void runNamedAlone_getsItsBaseline() throws Exception {
    Collected collected =
        lab.collect(List.of(lab.runs().get(1)), TestingLab.options(), temp.resolve("case"));
    assertThat(collected.named()).containsExactly(lab.runs().get(1));
    assertThat(diagnosis(temp.resolve("case")).subject().a().orElseThrow().run().name())
        .isEqualTo(lab.runs().get(0).replaceFirst(".*:", ""));
  }

  @Test
  void runNamedByMachine_isFound() throws Exception {
    String machine = lab.runs().get(1).split(":", -1)[6];
    Collected collected =
        lab.collect(
            List.of(machine + ":last-success", machine + ":last-failed"),
            TestingLab.options(),
            temp.resolve("case"));
    assertThat(collected.named()).isEqualTo(lab.runs());
  }

  @Test
  void zip_holdsTheSameFiles() throws Exception {
    lab.collect(temp.resolve("case"));
    lab.collect(lab.runs(), TestingLab.options(), temp.resolve("case.zip"));
    try (ZipFile zip = new ZipFile(temp.resolve("case.zip").toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName()))
          .containsAll(TestingLab.files(temp.resolve("case")).keySet())
          .contains("afterimage.json");
      try (InputStream in = zip.getInputStream(zip.getEntry("afterimage.json"))) {
        assertThat(JSON.readTree(in).path("calls").size()).isPositive();
      }
    }
    assertThat(temp.resolve(".case.zip.collecting")).doesNotExist();
  }

  @Test
  void logBudget_endsReadingWithAGap() throws Exception {
    Collected collected =
        lab.collect(lab.runs(), TestingLab.withLogBytes(10_000), temp.resolve("case"));
    assertThat(collected.gaps()).anyMatch(gap -> gap.error().contains("--max-log-bytes"));
    Collected whole = lab.collect(temp.resolve("whole"));
    assertThat(whole.gaps()).noneMatch(gap -> gap.error().contains("--max-log-bytes"));
    assertThat(collected.calls()).isLessThan(whole.calls());
  }
}
