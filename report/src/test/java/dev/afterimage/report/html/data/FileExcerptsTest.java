// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceSource;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Limits;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExcerptsTest {
  @TempDir private Path folder;

  private Optional<Excerpt> excerpt(String text, Location at) throws Exception {
    FileId id = write(text);
    Ref ref = Ref.of(id, at);
    return Optional.ofNullable(Excerpts.read(List.of(folder), List.of(ref)).get(ref));
  }

  private FileId write(String text) throws IOException, EvidenceException {
    Files.writeString(folder.resolve("a.json"), text);
    try (EvidenceSource source = EvidenceSource.open(folder, Limits.DEFAULT)) {
      return source.files().get(0).id();
    }
  }

  private Optional<String> record(String text, String pointer) throws Exception {
    return excerpt(text, new Location.Pointer(pointer)).map(Excerpt::text);
  }

  @Test
  void itemOfAnArray_isARecord() throws Exception {
    String text = "{\"events\":[{\"id\":1},{\"id\":2,\"d\":{\"x\":\"y\"}}],\"nextToken\":\"t\"}";

    assertThat(record(text, "/events/1/d/x")).contains("{\"id\":2,\"d\":{\"x\":\"y\"}}");
    assertThat(record(text, "/events/0")).contains("{\"id\":1}");
  }

  @Test
  void fieldBesideAnArray_standsWithoutItsItems() throws Exception {
    String text = "{\"name\":\"n\",\"events\":[{\"id\":1},{\"id\":2}]}";

    assertThat(record(text, "/name")).contains("{\"name\":\"n\",\"events\":\"… 2 items\"}");
    assertThat(record(text, "/events")).contains("{\"name\":\"n\",\"events\":\"… 2 items\"}");
  }

  @Test
  void lines_areCountedFromZero() throws Exception {
    String text = "{\"a\":1}\n\n{\"events\":[{\"b\":2}]}\n";

    assertThat(record(text, "/0/a")).contains("{\"a\":1}");
    assertThat(record(text, "/2/events/0/b")).contains("{\"b\":2}");
    assertThat(record(text, "/1/a")).isEmpty();
  }

  @Test
  void bareList_andEscapedKeys() throws Exception {
    assertThat(record("[{\"a\":1},{\"a\":2}]", "/1/a")).contains("{\"a\":2}");
    assertThat(record("{\"x/y\":[{\"a~b\":1}]}", "/x~1y/0/a~0b")).contains("{\"a~b\":1}");
  }

  @Test
  void numbers_standAsInTheFile() throws Exception {
    assertThat(record("[{\"t\":1763348160.2700,\"n\":1e2}]", "/0/t"))
        .contains("{\"t\":1763348160.2700,\"n\":100}");
  }

  @Test
  void brokenFile_showsTheBytes() throws Exception {
    Optional<Excerpt> found = excerpt("{\"events\":[{\"id\":1},{\"id", new Location.Bytes(11, 19));

    assertThat(found.map(Excerpt::json)).contains(false);
    assertThat(found.map(Excerpt::text).orElseThrow()).startsWith("{\"id\":1}");
  }

  @Test
  void pointerThatLeadsNowhere_hasNoRecord_inAListOrALine() throws Exception {
    assertThat(record("[{\"a\":1}]", "/7/a")).isEmpty();
    assertThat(record("not json", "/a")).isEmpty();
  }

  @Test
  void changedFile_hasNoRecord() throws Exception {
    Ref ref = Ref.of(write("[{\"a\":1}]"), new Location.Pointer("/0"));
    Files.writeString(folder.resolve("a.json"), "[{\"a\":2}]");

    assertThat(Excerpts.read(List.of(folder), List.of(ref))).isEqualTo(Map.of());
  }

  @Test
  void longText_isCutOff() throws Exception {
    String cut = record("[{\"m\":\"" + "x".repeat(1 << 20) + "\"}]", "/0/m").orElseThrow();

    assertThat(cut.length()).isLessThan(160_000);
    assertThat(cut).contains("1048576 characters in all");
  }
}
