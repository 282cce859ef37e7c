// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.afterimage.oci.diff.ImageComparer;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.PackageChange;
import dev.afterimage.oci.diff.Verdict;
import dev.afterimage.oci.source.ImageSource;
import dev.afterimage.oci.source.ImageSources;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageOracleTest {
  @TempDir private Path folder;

  @BeforeEach
  void needPrograms() {
    Programs.need("umoci", "skopeo", "docker-registry");
  }

  private static TestingTar base(long time) {
    TestingTar tar = new TestingTar().time(time);
    for (String directory :
        List.of(
            "etc",
            "opt",
            "opt/data",
            "opt/data/sub",
            "var",
            "var/task",
            "var/task/lib-1.0.dist-info",
            "var/task/node_modules",
            "var/task/node_modules/pad")) {
      tar.directory(directory);
    }
    return tar.file("etc/keep", "same")
        .file("etc/doomed", "deleted later")
        .file("etc/same-size", "aaaa")
        .file("etc/owner", "")
        .file("etc/mode", "")
        .symlink("etc/link", "keep")
        .file("opt/linked", "x")
        .hardlink("opt/partner", "opt/linked")
        .file("opt/data/a", "1")
        .file("opt/data/sub/b", "2")
        .file("var/task/app.py", "LIMIT = 1\n")
        .file("var/task/lib-1.0.dist-info/METADATA", "Name: lib\nVersion: 1.0\n")
        .file("var/task/node_modules/pad/package.json", "{\"name\":\"pad\",\"version\":\"1.0.0\"}");
  }

  private UnpackedRootfs unpacked(String image, String bundle) throws Exception {
    Path path = folder.resolve(bundle);
    Programs.run("umoci", "unpack", "--image", folder.resolve(image) + ":latest", path.toString());
    return new UnpackedRootfs(path.resolve("rootfs"));
  }

  private ImageDiff diff(String a, String b) throws IOException {
    ImageSources sources =
        new ImageSources(Map.of("HOME", folder.toString()), folder.resolve("scratch"));
    try (ImageSource left = sources.open(a);
        ImageSource right = sources.open(b)) {
      return new ImageComparer(TestingImages.indexer())
          .compare(left.image(Optional.empty()), right.image(Optional.empty()));
    }
  }

  /** Alters an unpacked root file system by hand; umoci makes a layer of it. */
  private static void alter(Path root) throws IOException {
    FileTime time = Files.getLastModifiedTime(root.resolve("etc/same-size"));
    Files.delete(root.resolve("etc/doomed"));
    Files.writeString(root.resolve("etc/same-size"), "bbbb");
    Files.setLastModifiedTime(root.resolve("etc/same-size"), time);
    Files.setAttribute(root.resolve("etc/owner"), "unix:uid", 1234, LinkOption.NOFOLLOW_LINKS);
    Files.setPosixFilePermissions(
        root.resolve("etc/mode"), PosixFilePermissions.fromString("rwx------"));
    Files.delete(root.resolve("etc/link"));
    Files.createSymbolicLink(root.resolve("etc/link"), Path.of("mode"));
    Files.delete(root.resolve("opt/partner"));
    Files.writeString(root.resolve("opt/partner"), "x");
    Files.delete(root.resolve("opt/data/sub/b"));
    Files.delete(root.resolve("opt/data/sub"));
    Files.writeString(root.resolve("opt/data/sub"), "now a file");
    Files.writeString(root.resolve("var/task/app.py"), "LIMIT = 2\n");
    Path info = root.resolve("var/task/lib-1.0.dist-info");
    Files.delete(info.resolve("METADATA"));
    Files.move(info, root.resolve("var/task/lib-1.1.dist-info"));
    Files.writeString(
        root.resolve("var/task/lib-1.1.dist-info/METADATA"), "Name: lib\nVersion: 1.1\n");
    Files.writeString(
        root.resolve("var/task/node_modules/pad/package.json"),
        "{\"name\":\"pad\",\"version\":\"2.0.0\"}");
  }

  @Test
  void imagesInARegistry_differInExactlyWhatWasPlanted() throws Exception {
    new TestingImage()
        .layer("ADD base /", base(1_700_000_000))
        .layout(folder.resolve("img"), "latest");
    UnpackedRootfs before = unpacked("img", "work");
    alter(folder.resolve("work/rootfs"));
    Programs.run(
        "umoci",
        "repack",
        "--image",
        folder.resolve("img") + ":changed",
        folder.resolve("work").toString());
    Path img = folder.resolve("img");
    try (DockerRegistry registry = new DockerRegistry(folder)) {
      for (String tag : List.of("latest", "changed")) {
        Programs.run(
            "skopeo",
            "copy",
            "-q",
            "--insecure-policy",
            "--dest-tls-verify=false",
            "oci:" + img + ":" + tag,
            "docker://" + registry.host() + "/app:" + tag);
      }
      ImageDiff diff = diff(registry.host() + "/app:latest", registry.host() + "/app:changed");
      Programs.run(
          "umoci", "unpack", "--image", img + ":changed", folder.resolve("after").toString());
      List<String> planted = before.changes(new UnpackedRootfs(folder.resolve("after/rootfs")));
      assertThat(TestingImages.changes(diff)).isEqualTo(planted).hasSize(15);
      assertThat(diff.content().packages())
          .extracting(PackageChange::name, p -> p.a().orElse(""), p -> p.b().orElse(""))
          .containsExactly(tuple("lib", "1.0", "1.1"), tuple("pad", "1.0.0", "2.0.0"));
      assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.APP_CHANGED);
    }
  }

  @Test
  void layersWithEveryTrap_areAppliedAsUmociDoes() throws Exception {
    TestingTar traps =
        new TestingTar()
            .file("opt/data/new", "3")
            .opaque("opt/data")
            .whiteout("etc", "doomed")
            .hardlink("opt/third", "opt/linked")
            .file("opt/linked", "changed")
            .whiteout("var/task", "node_modules")
            .directory("etc/link")
            .file("etc/link/inside", "x");
    new TestingImage()
        .layer("ADD base /", base(1_700_000_000))
        .layout(folder.resolve("a"), "latest");
    new TestingImage()
        .layer("ADD base /", base(1_700_000_000))
        .layer("RUN traps", traps)
        .layout(folder.resolve("b"), "latest");
    List<String> planted = unpacked("a", "wa").changes(unpacked("b", "wb"));
    ImageDiff diff = diff(folder.resolve("a").toString(), folder.resolve("b").toString());
    assertThat(TestingImages.changes(diff)).isEqualTo(planted).isNotEmpty();
  }

  @Test
  void repackedBase_differsInTimesOnly() throws Exception {
    new TestingImage().layer("ADD base /", base(1)).layout(folder.resolve("a"), "latest");
    new TestingImage().layer("ADD base /", base(2)).layout(folder.resolve("b"), "latest");
    assertThat(unpacked("a", "wa").changes(unpacked("b", "wb"))).isEmpty();
    ImageDiff diff = diff(folder.resolve("a").toString(), folder.resolve("b").toString());
    assertThat(TestingImages.changes(diff)).isEmpty();
    assertThat(diff.verdict().kind()).isEqualTo(Verdict.Kind.REBUILT);
    assertThat(diff.verdict().text()).contains("paths differ");
  }

  @Test
  void dockerArchive_madeBySkopeo_isTheSameImage() throws Exception {
    new TestingImage().layer("ADD base /", base(1)).layout(folder.resolve("a"), "latest");
    String archive = folder.resolve("a.tar").toString();
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--insecure-policy",
        "oci:" + folder.resolve("a") + ":latest",
        "docker-archive:" + archive + ":app:v1");
    ImageDiff diff = diff(folder.resolve("a").toString(), archive);
    assertThat(TestingImages.changes(diff)).isEmpty();
    assertThat(diff.differs()).isFalse();
  }
}
