// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final CaseStore.Redaction KEY = new CaseStore.Redaction(Optional.of("1234abcd"));

  @TempDir Path temp;

  private static ObjectNode json(String field, String value) {
    return JsonNodeFactory.instance.objectNode().put(field, value);
  }

  private static CaseStore.Entry entry(String id, StoredCall.Extent extent) {
    return new CaseStore.Entry(id, "lambda:GetFunction", json("FunctionName", id), NOW, extent);
  }

  private CaseStore open() throws CaseException {
    return CaseStore.open(temp.resolve("case"), KEY, NOW);
  }

  private static boolean has(CaseStore store, String id) {
    return store.find(id, json("FunctionName", id)).filter(StoredCall::isAnswered).isPresent();
  }

  @Test
  void answer_isFoundByTheNextOpening() throws Exception {
    try (CaseStore store = open()) {
      store.save(entry("a/b", StoredCall.Extent.WHOLE), json("x", "y"));
    }
    try (CaseStore store = CaseStore.open(temp.resolve("case"), KEY, NOW.plusSeconds(60))) {
      assertThat(has(store, "a/b")).isTrue();
      assertThat(store.asOf()).isEqualTo(NOW);
    }
    assertThat(temp.resolve("case/.afterimage")).doesNotExist();
  }

  @Test
  void otherRequestOfTheSameName_isNotFound() throws Exception {
    try (CaseStore store = open()) {
      store.save(entry("a", StoredCall.Extent.WHOLE), json("x", "y"));
      assertThat(store.find("a", json("FunctionName", "other"))).isEmpty();
    }
  }

  @Test
  void partOfAnAnswer_isNoAnswer() throws Exception {
    try (CaseStore store = open()) {
      store.save(entry("a", StoredCall.Extent.PART), json("x", "y"));
      assertThat(has(store, "a")).isFalse();
    }
  }

  @Test
  void changedFile_isAskedForAgain() throws Exception {
    try (CaseStore store = open()) {
      store.save(entry("a", StoredCall.Extent.WHOLE), json("x", "y"));
    }
    Files.writeString(temp.resolve("case/a.json"), "{}");
    try (CaseStore store = open()) {
      assertThat(has(store, "a")).isFalse();
    }
  }

  @Test
  void answerBetweenJournalAndName_isNotLost() throws Exception {
    Path folder = temp.resolve("case");
    try (CaseStore store = open()) {
      store.save(entry("a", StoredCall.Extent.WHOLE), json("x", "y"));
    }
    String manifest = Files.readString(folder.resolve(CaseStore.MANIFEST));
    String entry = manifest.lines().filter(l -> l.startsWith("{\"id\"")).findFirst().orElseThrow();
    String line = entry.substring(0, entry.lastIndexOf('}') + 1);
    Path state = folder.resolve(".afterimage");
    Files.createDirectories(state.resolve("temp"));
    Files.move(
        folder.resolve("a.json"), state.resolve("temp").resolve(FileNames.digest("a") + ".json"));
    Files.writeString(state.resolve("journal"), "\n" + line + "\n\n{\"id\":\"cut o");
    Files.delete(folder.resolve(CaseStore.MANIFEST));
    try (CaseStore store = open()) {
      assertThat(has(store, "a")).isTrue();
    }
    assertThat(folder.resolve("a.json")).exists();
  }

  @Test
  void fileOutsideOfTheCase_isNotTaken() throws Exception {
    Path folder = temp.resolve("case");
    Files.createDirectories(folder);
    Files.writeString(temp.resolve("outside.json"), "{}");
    Files.writeString(
        folder.resolve(CaseStore.MANIFEST),
        "{\"afterimage\":\"case/1\",\"calls\":[{\"id\":\"a\",\"api\":\"x:Y\",\"request\":{},"
            + "\"at\":\"2026-01-02T03:04:05Z\",\"file\":\"../outside.json\",\"sha256\":\""
            + HashedFile.sha256(temp.resolve("outside.json"))
            + "\",\"complete\":true}],\"redaction\":{\"keyId\":\"1234abcd\"}}");
    try (CaseStore store = open()) {
      assertThat(store.size()).isZero();
    }
  }

  @Test
  void secondCollector_isTurnedAway() throws Exception {
    try (CaseStore store = open()) {
      assertThat(store.size()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(CaseException.class)
          .hasMessageContaining("being collected already");
    }
  }

  @Test
  void otherKey_isRefused() throws Exception {
    open().close();
    CaseStore.Redaction other = new CaseStore.Redaction(Optional.of("ffff0000"));
    assertThatThrownBy(() -> CaseStore.open(temp.resolve("case"), other, NOW))
        .isInstanceOf(CaseException.class)
        .hasMessageContaining("1234abcd");
  }

  @Test
  void brokenManifest_isRefused() throws Exception {
    Files.createDirectories(temp.resolve("case"));
    Files.writeString(temp.resolve("case").resolve(CaseStore.MANIFEST), "{\"afterimage\":");
    assertThatThrownBy(this::open).isInstanceOf(CaseException.class);
  }

  @ParameterizedTest
  @CsvSource({"WHOLE,true", "ENOUGH,true", "CUT,true", "PART,false"})
  void extent_outlivesTheProcess(StoredCall.Extent extent, boolean answered) throws Exception {
    try (CaseStore store = open()) {
      store.save(entry("a", extent), json("x", "y"));
    }
    try (CaseStore store = open()) {
      StoredCall call = store.find("a", json("FunctionName", "a")).orElseThrow();
      assertThat(call.stored().extent()).isEqualTo(extent);
      assertThat(call.isAnswered()).isEqualTo(answered);
    }
  }
}
