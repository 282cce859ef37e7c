// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDiffReportTest {
  private static final String EVIL = "<script>alert(1)</script>|`x`\u202e\u001b[31m";

  private static ImageDiff diff() throws IOException {
    TestingTar a =
        new TestingTar().file("var/task/app.py", "x = 1\n").file("gone", "").file("time", "");
    TestingTar b =
        new TestingTar().file("var/task/app.py", "x = 2\n").file(EVIL, "").time(5).file("time", "");
    TestingImage right = TestingImages.image(b);
    right.settings().put("WorkingDir", EVIL).putArray("Env").add("API_TOKEN=tok123");
    return TestingImages.diff(TestingImages.image(a), right);
  }

  @Test
  void text_beginsWithTheVerdict_andTellsEverything() throws IOException {
    String text = ImageDiffReport.text(diff());
    assertThat(text.lines().findFirst().orElse(""))
        .startsWith("The images differ: 3 files, 2 settings");
    assertThat(text)
        .contains("- /gone", "~ /var/task/app.py  content 6 → 6 bytes", "-x = 1", "+x = 2")
        .contains("1 path differs in nothing but the time", "COPY layer0 /")
        .doesNotContain("tok123", "\u001b", "\u202e");
  }

  @Test
  void markdown_escapesWhatTheImagesHold() throws IOException {
    String text = ImageDiffReport.markdown(diff());
    assertThat(text)
        .contains("| ~ | `/var/task/app.py` |", "````diff")
        .doesNotContain("tok123", "\u001b");
    String outsideOfCode = text.replaceAll("`[^`\n]*`", "");
    assertThat(outsideOfCode).doesNotContain("<script>");
  }

  @Test
  void html_escapesWhatTheImagesHold_andLoadsNothing() throws IOException {
    String html = ImageDiffReport.html(diff());
    assertThat(html)
        .contains("default-src 'none'", "&lt;script&gt;")
        .doesNotContain("<script", "src=", "href=", "tok123");
  }

  @Test
  void json_holdsEachDifference() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ImageDiffReport.json(diff()));
    assertThat(json.path("schema").asText()).isEqualTo("afterimage/image-diff/1");
    assertThat(json.path("differs").asBoolean()).isTrue();
    assertThat(json.path("files").findValuesAsText("relation"))
        .containsExactlyInAnyOrder("added", "removed", "changed");
    assertThat(json.path("files").path(2).path("aspects").path(0).asText()).isEqualTo("content");
    assertThat(json.toString()).doesNotContain("tok123");
  }

  @Test
  void everyFormat_isTheSameTwice() throws IOException {
    ImageDiff one = diff();
    ImageDiff two = diff();
    for (List<String> pair :
        List.of(
            List.of(ImageDiffReport.text(one), ImageDiffReport.text(two)),
            List.of(ImageDiffReport.markdown(one), ImageDiffReport.markdown(two)),
            List.of(ImageDiffReport.json(one), ImageDiffReport.json(two)),
            List.of(ImageDiffReport.html(one), ImageDiffReport.html(two)))) {
      assertThat(pair.get(0)).isEqualTo(pair.get(1));
    }
  }
}
