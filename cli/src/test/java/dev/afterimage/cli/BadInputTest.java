// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets one clear line and its status, never a stack trace. */
class BadInputTest {
  @TempDir Path folder;

  private static void isOneLine(TestingCli.Result result, int status, String part) {
    assertThat(result.err()).startsWith("afterimage: ").contains(part).doesNotContain("\tat ");
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void missingPath_isNamed() {
    isOneLine(TestingCli.explain(folder.resolve("nowhere")), 3, "no such file or folder");
  }

  @Test
  void emptyFolder_saysWhatToDo() {
    isOneLine(TestingCli.explain(folder), 3, "save there what the AWS CLI prints");
  }

  @Test
  void pictures_areNoAnswers() throws IOException {
    Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    Files.write(folder.resolve("b.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1, 2, 3});

    isOneLine(TestingCli.explain(folder), 3, "none of its 2 files is an AWS answer");
  }

  @Test
  void emptyFile_isNoAnswer() throws IOException {
    Path file = Files.createFile(folder.resolve("history.json"));

    isOneLine(TestingCli.explain(file), 3, "none of its 1 files is an AWS answer");
  }

  @Test
  void brokenZip_saysSo() throws IOException {
    Path zip = folder.resolve("case.zip");
    Files.write(zip, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});

    isOneLine(TestingCli.explain(zip), 3, "as a .zip");
  }

  @Test
  void answersWithoutARun_sayWhatIsMissing() throws IOException {
    Files.writeString(
        folder.resolve("x.json"), "{\"imageDetails\":[{\"imageDigest\":\"sha256:1\"}]}");

    isOneLine(TestingCli.explain(folder), 3, "neither a history nor a description");
  }

  @Test
  void historyThatIsCutOff_isNamed() throws IOException {
    Files.writeString(folder.resolve("history.json"), "{\"events\":[{");

    isOneLine(TestingCli.explain(folder), 3, "the file history.json is cut off");
  }

  @Test
  void unknownRun_suggestsTheNearOne() {
    TestingCli.Result result =
        TestingCli.run(
            "explain",
            "a7bfaf55-8500-4e63-a4d8-bdea190d0c4b",
            "--evidence",
            TestingCli.example().toString());

    isOneLine(result, 3, "did you mean a7bfaf55-8500-4e63-a4d8-bdea190d0c4a?");
  }

  @Test
  void oneRunToCompare_isAUsageError() {
    isOneLine(TestingCli.run("compare", "x", "--evidence", "."), 2, "two runs or none");
  }

  @Test
  void badOutcome_isAUsageError() {
    TestingCli.Result result =
        TestingCli.run(
            "explain", "--evidence", TestingCli.example().toString(), "--outcome", "Rows=total");

    isOneLine(result, 2, "NAME=$.path");
  }

  @Test
  void noEvidence_isAUsageError() {
    isOneLine(TestingCli.run("explain"), 2, "--evidence");
  }

  @Test
  void unknownOption_pointsToTheHelp() {
    TestingCli.Result result = TestingCli.run("compare", "--evidense", "x");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--evidence").contains("--help").doesNotContain("\tat ");
  }

  @Test
  void truncatedHistory_isUsedAsFarAsItGoes() throws IOException {
    Path copy =
        TestingCase.example()
            .map("get-execution-history-a7bfaf55", text -> text.substring(0, text.length() / 2))
            .write(folder);

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.status()).isZero();
    assertThat(result.json().at("/runs/b/events").asInt()).isGreaterThan(50);
    assertThat(result.json().path("gaps").toString()).contains("is cut off");
    assertThat(result.json().at("/runs/b/status").asText()).isEqualTo("FAILED");
  }

  @Test
  void repeatedIds_areWarnedOf() throws IOException {
    Path copy =
        TestingCase.example()
            .map(
                "get-execution-history-a7bfaf55",
                text -> text.replaceFirst("\"id\": 9,", "\"id\": 8,"))
            .write(folder);

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.status()).isZero();
    assertThat(result.json().path("warnings").toString()).contains("1 event ids twice");
  }

  @Test
  void unrecognisedFile_isNamedInAWarning_andNothingElseIsLost() throws IOException {
    Path copy = TestingCase.example().write(folder);
    Files.writeString(copy.resolve("notes.json"), "{\"todo\": [\"call Bob\"]}");
    Files.writeString(copy.resolve("broken.json"), "{\"events\": [");

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.json().path("warnings").toString()).contains("notes.json");
    assertThat(result.json().path("gaps").toString()).contains("broken.json");
    assertThat(result.verdict("stale-init-state")).isEqualTo("confirmed");
  }

  @Test
  void linkToAFolder_isReadAsTheFolder() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), TestingCli.example().toRealPath());

    assertThat(TestingCli.explain(link).status()).isZero();
  }
}
