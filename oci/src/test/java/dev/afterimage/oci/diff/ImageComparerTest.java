// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.pack.Ecosystem;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ImageComparerTest {
  private static TestingTar base() {
    return new TestingTar().file("etc/os", "debian").file("usr/bin/sh", "shell");
  }

  private static List<String> changes(TestingTar a, TestingTar b) throws IOException {
    return TestingImages.changes(
        TestingImages.diff(TestingImages.image(a), TestingImages.image(b)));
  }

  @Test
  void eachAspect_isNamed() throws IOException {
    TestingTar a =
        new TestingTar()
            .file("c", "one")
            .file("m", "")
            .file("o", "")
            .symlink("l", "x")
            .file("t", "")
            .file("x", "");
    TestingTar b =
        new TestingTar()
            .file("c", "two")
            .mode(0755)
            .file("m", "")
            .mode(0644)
            .owner(1, 2)
            .file("o", "")
            .owner(0, 0)
            .symlink("l", "y")
            .symlink("t", "x")
            .pax("SCHILY.xattr.user.a", "1")
            .file("x", "");
    assertThat(changes(a, b))
        .containsExactly(
            "/c: content", "/l: link", "/m: mode", "/o: owner", "/t: type", "/x: xattr");
  }

  @Test
  void xattrs_thatDifferInBytesThatAreNoUtf8_differ() throws IOException {
    TestingTar a =
        new TestingTar()
            .pax("SCHILY.xattr.security.capability", new byte[] {1, (byte) 0x80})
            .file("x", "");
    TestingTar b =
        new TestingTar()
            .pax("SCHILY.xattr.security.capability", new byte[] {1, (byte) 0x81})
            .file("x", "");
    assertThat(changes(a, b)).containsExactly("/x: xattr");
  }

  @Test
  void sameSizeAndTime_doNotHideAChangedContent() throws IOException {
    assertThat(changes(new TestingTar().file("a", "x"), new TestingTar().file("a", "y")))
        .containsExactly("/a: content");
  }

  @Test
  void fileTypeBitsAndImpliedDirectories_areNoDifference() throws IOException {
    TestingTar a = new TestingTar().mode(0100644).file("d/a", "x");
    TestingTar b = new TestingTar().mode(0644).directory("d").file("d/a", "x");
    assertThat(changes(a, b)).isEmpty();
  }

  @Test
  void brokenHardLink_isADifferenceOfLinks() throws IOException {
    TestingTar a = new TestingTar().file("p", "x").hardlink("q", "p");
    TestingTar b = new TestingTar().file("p", "x").file("q", "x");
    assertThat(changes(a, b)).containsExactly("/p: link", "/q: link");
  }

  @Test
  void hardLink_thatLostOneOfItsNames_isOnlyARemoval() throws IOException {
    TestingTar a = new TestingTar().file("p", "x").hardlink("q", "p");
    assertThat(changes(a, new TestingTar().file("p", "x"))).containsExactly("-/q");
  }

  @Test
  void oneDigest_isTheSameImage_withoutReadingALayer() throws IOException {
    TestingImage image = TestingImages.image(base());
    image.forge(0, new byte[] {1, 2, 3});
    ImageDiff diff = TestingImages.diff(image, image);
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.SAME);
  }

  @Test
  void otherPacking_isTheSameImagePackedAgain() throws IOException {
    byte[] plain = base().build();
    TestingImage a =
        new TestingImage()
            .layer(
                "COPY",
                plain,
                TestingPack.gzip(plain),
                "application/vnd.oci.image.layer.v1.tar+gzip");
    TestingImage b =
        new TestingImage()
            .layer(
                "COPY",
                plain,
                TestingPack.zstd(plain),
                "application/vnd.oci.image.layer.v1.tar+zstd");
    assertThat(TestingImages.diff(a, b).verdict().kind()).isEqualTo(Verdict.Kind.REPACKED);
  }

  @Test
  void otherTimesOnly_areARebuildWithoutChange() throws IOException {
    TestingTar later =
        new TestingTar().time(9).file("etc/os", "debian").file("usr/bin/sh", "shell");
    ImageDiff diff = TestingImages.diff(TestingImages.image(base()), TestingImages.image(later));
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.REBUILT);
    assertThat(diff.differs()).isFalse();
    assertThat(diff.content().timesOnly()).isEqualTo(2);
    assertThat(diff.structure().layers())
        .extracting(LayerRow::relation)
        .containsExactly(Relation.SAME_CONTENT);
  }

  @Test
  void otherCreationTimeOnly_isARebuildWithoutChange() throws IOException {
    TestingImage b = TestingImages.image(base());
    b.config().put("created", "2026-01-01T00:00:00Z");
    ImageDiff diff = TestingImages.diff(TestingImages.image(base()), b);
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.REBUILT);
  }

  @Test
  void movedBase_underTheSameApp_isNamed() throws IOException {
    TestingTar app = new TestingTar().file("var/task/app.py", "x");
    TestingTar laterApp = new TestingTar().time(7).file("var/task/app.py", "x");
    TestingTar newBase = new TestingTar().file("etc/os", "debian 13").file("usr/bin/sh", "shell");
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(base(), app), TestingImages.image(newBase, laterApp));
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.BASE_MOVED);
    assertThat(TestingImages.changes(diff)).containsExactly("/etc/os: content");
  }

  @Test
  void changedApp_overTheSameBase_isNamed() throws IOException {
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(base(), new TestingTar().file("var/task/app.py", "a = 1\n")),
            TestingImages.image(base(), new TestingTar().file("var/task/app.py", "a = 2\n")));
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.APP_CHANGED);
    assertThat(diff.content().texts().get(0).lines())
        .containsExactly("@@ -1,1 +1,1 @@", "-a = 1", "+a = 2");
  }

  @Test
  void otherConfiguration_differs_withSecretsMasked() throws IOException {
    TestingImage a = TestingImages.image(base());
    a.settings().putArray("Env").add("MODE=fast").add("DB_PASSWORD=hunter2");
    TestingImage b = TestingImages.image(base());
    b.settings().put("User", "1000").putArray("Env").add("MODE=slow").add("DB_PASSWORD=hunter3");
    ImageDiff diff = TestingImages.diff(a, b);
    assertThat(diff.differs()).isTrue();
    assertThat(diff.config()).extracting(ConfigChange::field).containsExactly("User", "Env", "Env");
    assertThat(diff.config().toString()).contains("fast", "slow").doesNotContain("hunter");
  }

  @Test
  void deletion_namesTheLayerThatDeletes() throws IOException {
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(base()),
            TestingImages.image(base(), new TestingTar().whiteout("etc", "os")));
    FileChange change = diff.content().files().get(0);
    assertThat(change.origin().hiddenBy()).contains(1);
    assertThat(change.a().map(FileChange.Side::layer)).contains(0);
  }

  @Test
  void packages_ofEveryKind_areCompared() throws IOException {
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(packages("1.0")), TestingImages.image(packages("1.1")));
    assertThat(diff.content().packages())
        .extracting(
            PackageChange::ecosystem,
            PackageChange::name,
            c -> c.a().orElse(""),
            c -> c.b().orElse(""))
        .containsExactly(
            Assertions.tuple(Ecosystem.DPKG, "libx", "1.0", "1.1"),
            Assertions.tuple(Ecosystem.APK, "musl", "1.0", "1.1"),
            Assertions.tuple(Ecosystem.PYTHON, "boto3", "1.0", "1.1"),
            Assertions.tuple(Ecosystem.NPM, "@s/inner", "1.0", "1.1"),
            Assertions.tuple(Ecosystem.MAVEN, "g:nested", "1.0", "1.1"));
  }

  private static TestingTar packages(String version) throws IOException {
    String info = "var/task/boto3-" + version + ".dist-info/";
    return new TestingTar()
        .file(
            "var/lib/dpkg/status",
            "Package: libx\nStatus: install ok installed\nVersion: " + version + "\n")
        .file("lib/apk/db/installed", "P:musl\nV:" + version + "\n")
        .file(info + "METADATA", "Name: Boto3\nVersion: " + version + "\n")
        .file(
            "var/task/node_modules/a/node_modules/@s/inner/package.json",
            "{\"name\":\"@s/inner\",\"version\":\"" + version + "\"}")
        .file(
            "var/task/lib/app.jar",
            zip("lib/n.jar", zip("META-INF/maven/g/nested/pom.properties", properties(version))));
  }

  private static byte[] properties(String version) {
    return ("groupId=g\nartifactId=nested\nversion=" + version + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void packages_thatDidNotChange_areNotListed() throws IOException {
    TestingTar b = packages("1.0").file("var/task/x", "new");
    assertThat(
            TestingImages.diff(TestingImages.image(packages("1.0")), TestingImages.image(b))
                .content()
                .packages())
        .isEmpty();
  }

  @Test
  void patchedPackage_isPointedOut() throws IOException {
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(installed("a = 1")), TestingImages.image(installed("a = 2")));
    assertThat(diff.content().files().get(0).origin().owner().map(o -> o.name())).contains("lib");
    assertThat(diff.remarks().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.PATCHED);
  }

  private static TestingTar installed(String code) {
    return new TestingTar()
        .file("var/task/lib/x.py", code)
        .file("var/task/lib-1.dist-info/METADATA", "Name: lib\nVersion: 1\n")
        .file("var/task/lib-1.dist-info/RECORD", "lib/x.py,sha256=x,5\n");
  }

  @Test
  void listsOfOwnersThatCannotBeRead_costTheOwnersOnly() throws IOException {
    TestingTar base =
        new TestingTar()
            .file("var/lib/rpm/rpmdb.sqlite", "no database")
            .file("var/task/node_modules/x/package.json", "{");
    TestingTar changed = new TestingTar().file("var/task/node_modules/x/a.js", "1");
    ImageDiff diff =
        TestingImages.diff(TestingImages.image(base), TestingImages.image(base, changed));
    assertThat(diff.content().files()).hasSize(1);
    assertThat(diff.remarks().gaps())
        .extracting(Gap::what)
        .containsExactly(
            "the owners that /var/lib/rpm/rpmdb.sqlite names",
            "the owners that /var/task/node_modules/x/package.json names");
  }

  @Test
  void codeThatLambdaCannotRead_isPointedOut() throws IOException {
    TestingTar closed = new TestingTar().mode(0600).file("var/task/a.py", "x");
    ImageDiff diff =
        TestingImages.diff(
            TestingImages.image(new TestingTar().file("var/task/a.py", "x")),
            TestingImages.image(closed));
    assertThat(diff.remarks().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.UNREADABLE);
  }

  @Test
  void systemFilesThatLambdaCannotRead_areNotPointedOut() throws IOException {
    TestingTar shadow = new TestingTar().mode(0600).file("etc/shadow", "x");
    ImageDiff diff =
        TestingImages.diff(TestingImages.image(base()), TestingImages.image(base(), shadow));
    assertThat(diff.remarks().findings()).isEmpty();
  }

  @Test
  void foreignLayer_leavesTheComparisonIncomplete() throws IOException {
    TestingImage b = TestingImages.image(base());
    byte[] plain = new TestingTar().file("x", "").build();
    b.layer(
        "ADD",
        plain,
        TestingPack.gzip(plain),
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    ((ObjectNode) b.manifest().path("layers").path(1))
        .putArray("urls")
        .add("https://example.com/x");
    ImageDiff diff = TestingImages.diff(TestingImages.image(base()), b);
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.INCOMPLETE);
    assertThat(diff.remarks().gaps()).anyMatch(gap -> gap.why().contains("foreign"));
  }

  @Test
  void history_ofVeryManyLines_isComparedInPart() throws IOException {
    TestingImage a = TestingImages.image(base());
    TestingImage b = TestingImages.image(base(), new TestingTar().file("x", "y"));
    for (int i = 0; i < 2000; i++) {
      a.line("A" + i);
      b.line("B" + i);
    }
    ImageDiff diff = TestingImages.diff(a, b);
    assertThat(diff.structure().history()).hasSizeLessThanOrEqualTo(2000);
    assertThat(diff.remarks().gaps()).anyMatch(gap -> gap.what().equals("the history"));
  }

  @Test
  void history_ofAnUsualLength_leavesNoGap() throws IOException {
    TestingImage b = TestingImages.image(base(), new TestingTar().file("x", "y"));
    assertThat(TestingImages.diff(TestingImages.image(base()), b).remarks().gaps()).isEmpty();
  }

  @Test
  void largeArchives_areReadOneByOne() throws IOException {
    TestingTar tar = new TestingTar();
    for (int i = 0; i < 3; i++) {
      byte[] jar = zip("META-INF/maven/g/n/pom.properties", properties("1." + i));
      tar.file("opt/" + i + "/n.jar", jar);
    }
    ImageDiff diff =
        TestingImages.diff(TestingImages.image(base()), TestingImages.image(base(), tar));
    assertThat(diff.content().packages())
        .extracting(c -> c.location() + " " + c.b().orElse(""))
        .containsExactly("/opt/0 1.0", "/opt/1 1.1", "/opt/2 1.2");
  }

  @Test
  void forgedLayer_isAnErrorThatNamesIt() {
    TestingImage b = TestingImages.image(base(), new TestingTar().file("x", "y"));
    b.forge(1, TestingPack.gzip(new TestingTar().file("x", "z").build()));
    Assertions.assertThatThrownBy(() -> TestingImages.diff(TestingImages.image(base()), b))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("layer 2");
  }
}
