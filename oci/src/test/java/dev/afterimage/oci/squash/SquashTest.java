// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.oci.layer.Anomaly;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SquashTest {
  private static List<String> listing(TestingTar... layers) throws IOException {
    return TestingImages.listing(TestingImages.squash(layers));
  }

  private static List<Anomaly.Kind> anomalies(TestingTar... layers) throws IOException {
    return TestingImages.squash(layers).layers().stream()
        .flatMap(l -> l.anomalies().stream())
        .map(Anomaly::kind)
        .toList();
  }

  @Test
  void whiteout_neverAffectsItsOwnLayer_whateverTheOrder() throws IOException {
    TestingTar lower = new TestingTar().file("d/a", "1").file("d/b", "1");
    assertThat(listing(lower, new TestingTar().file("d/a", "22").whiteout("d", "a")))
        .containsExactly("/d/?", "/d/a 0644 2", "/d/b 0644 1");
    assertThat(listing(lower, new TestingTar().whiteout("d", "a").file("d/a", "22")))
        .containsExactly("/d/?", "/d/a 0644 2", "/d/b 0644 1");
  }

  @Test
  void whiteout_writtenAsAHardLink_isAWhiteout() throws IOException {
    TestingTar upper = new TestingTar().hardlink("d/.wh.a", "d/.wh..wh.plnk/1");
    assertThat(listing(new TestingTar().file("d/a", "1"), upper)).containsExactly("/d/?");
  }

  @Test
  void opaqueDirectory_atItsEnd_hidesLowerChildrenOnly() throws IOException {
    TestingTar upper = new TestingTar().file("d/new", "1").opaque("d");
    assertThat(listing(new TestingTar().directory("d").file("d/old", "1"), upper))
        .containsExactly("/d/ 0755", "/d/new 0644 1");
  }

  @Test
  void opaqueDirectory_overASymlink_leavesTheTargetAlone() throws IOException {
    TestingTar lower = new TestingTar().file("target/keep", "1").symlink("link", "/target");
    TestingTar upper = new TestingTar().opaque("link").directory("link").file("link/new", "1");
    assertThat(listing(lower, upper))
        .containsExactly("/link/ 0755", "/link/new 0644 1", "/target/?", "/target/keep 0644 1");
  }

  @Test
  void whiteout_ofWhatIsNotThere_makesNothing() throws IOException {
    assertThat(listing(new TestingTar().file("a", ""), new TestingTar().whiteout("x/y", "z")))
        .containsExactly("/a 0644 0");
  }

  @Test
  void otherAufsMarkers_areIgnored() throws IOException {
    assertThat(
            listing(
                new TestingTar()
                    .file(".wh..wh.aufs", "")
                    .file(".wh..wh.plnk/1.2", "")
                    .file("a", "")))
        .contains("/a 0644 0")
        .noneMatch(line -> line.contains("aufs"));
  }

  @Test
  void whiteout_withoutAName_isAnError() {
    assertThatThrownBy(() -> listing(new TestingTar().file("d/.wh.", "")))
        .hasMessageContaining("names nothing");
  }

  @Test
  void file_overADirectory_dropsItsChildren() throws IOException {
    assertThat(listing(new TestingTar().file("d/a", "1"), new TestingTar().file("d", "22")))
        .containsExactly("/d 0644 2");
  }

  @Test
  void directory_overAFile_takesItsPlace() throws IOException {
    assertThat(listing(new TestingTar().file("d", "1"), new TestingTar().file("d/a", "1")))
        .containsExactly("/d/?", "/d/a 0644 1");
  }

  @Test
  void directory_overADirectory_mergesAndReplacesAttributes() throws IOException {
    TestingTar lower = new TestingTar().mode(0700).directory("d").mode(0644).file("d/a", "1");
    assertThat(listing(lower, new TestingTar().directory("d").file("d/b", "1")))
        .containsExactly("/d/ 0755", "/d/a 0644 1", "/d/b 0644 1");
  }

  @Test
  void impliedDirectory_keepsTheAttributesOfTheLowerOne() throws IOException {
    TestingTar lower = new TestingTar().mode(0700).directory("d");
    assertThat(listing(lower, new TestingTar().file("d/b", "1")))
        .containsExactly("/d/ 0700", "/d/b 0644 1");
  }

  @Test
  void child_ofALowerSymlink_replacesItAndIsNoted() throws IOException {
    TestingTar lower = new TestingTar().symlink("lib", "usr/lib").directory("usr/lib");
    Squash squash = TestingImages.squash(lower, new TestingTar().file("lib/x", "1"));
    assertThat(TestingImages.listing(squash)).contains("/lib/x 0644 1", "/usr/lib/ 0755");
    assertThat(squash.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(Anomaly.Kind.BELOW_SYMLINK);
  }

  @Test
  void child_ofASymlinkOfItsLayer_followsIt() throws IOException {
    TestingTar layer =
        new TestingTar().directory("usr/lib").symlink("lib", "usr/lib").file("lib/x", "1");
    assertThat(listing(layer)).contains("/usr/lib/x 0644 1", "/lib -> usr/lib");
  }

  @Test
  void hardLink_keepsItsContent_whenTheTargetIsOverwrittenLater() throws IOException {
    TestingTar lower = new TestingTar().file("a", "old").hardlink("b", "a");
    assertThat(listing(lower, new TestingTar().file("a", "newer")))
        .containsExactly("/a 0644 5", "/b 0644 3");
  }

  @Test
  void hardLink_intoALowerLayer_isBound() throws IOException {
    assertThat(
            listing(
                new TestingTar().file("a", "old"),
                new TestingTar().hardlink("b", "a"),
                new TestingTar().whiteout("", "a")))
        .containsExactly("/b 0644 3");
  }

  @Test
  void hardLink_beforeItsTarget_andToALink_isBound() throws IOException {
    assertThat(listing(new TestingTar().hardlink("c", "b").hardlink("b", "a").file("a", "abc")))
        .containsExactly("/a 0644 3", "/b 0644 3", "/c 0644 3");
  }

  @Test
  void hardLink_toNothing_isLeftOutAndNoted() throws IOException {
    Squash squash = TestingImages.squash(new TestingTar().hardlink("b", "nowhere").file("a", ""));
    assertThat(TestingImages.listing(squash)).containsExactly("/a 0644 0");
    assertThat(squash.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(Anomaly.Kind.LOST_LINK);
  }

  @Test
  void hardLinks_inACircle_areLeftOut() throws IOException {
    assertThat(listing(new TestingTar().hardlink("a", "b").hardlink("b", "a").file("c", "")))
        .containsExactly("/c 0644 0");
  }

  @Test
  void entry_thatStandsTwice_holdsAsTheLastOne() throws IOException {
    TestingTar layer = new TestingTar().file("a", "1").file("./a", "22");
    assertThat(listing(layer)).containsExactly("/a 0644 2");
    assertThat(anomalies(layer)).containsExactly(Anomaly.Kind.DUPLICATE);
  }

  @Test
  void names_areNormalised() throws IOException {
    assertThat(listing(new TestingTar().file("/abs", "").file("./x//y", "")))
        .containsExactly("/abs 0644 0", "/x/?", "/x/y 0644 0");
  }

  @Test
  void names_thatLeadOut_areLeftOutAndNoted() throws IOException {
    TestingTar layer =
        new TestingTar().file("../../etc/passwd", "x").file("a/../../b", "x").file("c", "");
    assertThat(listing(layer)).containsExactly("/c 0644 0");
    assertThat(anomalies(layer)).containsOnly(Anomaly.Kind.OUTSIDE);
  }

  @Test
  void whiteoutOfTheDirectoryAbove_isLeftOut() throws IOException {
    TestingTar layer = new TestingTar().file("a/.wh...", "").file("a/.wh..", "").file("a/..x", "");
    assertThat(anomalies(layer)).containsExactly(Anomaly.Kind.OUTSIDE, Anomaly.Kind.OUTSIDE);
  }

  @Test
  void symlinkLoop_isLeftOutAndNoted() throws IOException {
    TestingTar layer = new TestingTar().symlink("a", "b").symlink("b", "a").file("a/x", "1");
    assertThat(listing(layer)).containsExactly("/a -> b", "/b -> a");
    assertThat(anomalies(layer)).containsExactly(Anomaly.Kind.SYMLINK_LOOP);
  }

  @Test
  void name_longerThanAFileSystemHolds_isLeftOutAndNoted() throws IOException {
    assertThat(anomalies(new TestingTar().file("n".repeat(300), "")))
        .containsExactly(Anomaly.Kind.TOO_LONG);
  }

  @Test
  void caseAndUnicodeForm_makeDifferentNames() throws IOException {
    assertThat(
            listing(
                new TestingTar()
                    .file("A", "")
                    .file("a", "")
                    .file("e\u0301", "")
                    .file("\u00e9", "")))
        .hasSize(4);
  }

  @Test
  void seekableLayer_hidesTheFilesOfItsFormat() throws IOException {
    TestingTar layer =
        new TestingTar()
            .file(".no.prefetch.landmark", "x")
            .file("a", "")
            .file("stargz.index.json", "{}");
    assertThat(listing(layer)).containsExactly("/a 0644 0");
  }

  @Test
  void sameLayerTwice_isLegal() throws IOException {
    assertThat(
            listing(
                new TestingTar().file("a", "1"),
                new TestingTar().whiteout("", "a"),
                new TestingTar().file("a", "1")))
        .containsExactly("/a 0644 1");
  }
}
