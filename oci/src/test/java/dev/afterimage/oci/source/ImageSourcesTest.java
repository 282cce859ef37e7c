// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourcesTest {
  @TempDir private Path folder;

  private static TestingImage image() {
    return TestingImages.image(
        new TestingTar().file("a", "1"),
        new TestingTar().file("b", "2"),
        new TestingTar().file("a", "1"));
  }

  private List<String> listing(String name) throws IOException {
    try (ImageSource source = open(name)) {
      Image image = source.image(Optional.empty());
      return TestingImages.listing(ImageTree.read(image, TestingImages.indexer()).squash());
    }
  }

  private ImageSource open(String name) throws IOException {
    return new ImageSources(Map.of("HOME", folder.toString()), folder.resolve("scratch"))
        .open(name);
  }

  private String message(String name) {
    try (ImageSource source = open(name)) {
      return "read " + source.image(Optional.empty()).name();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void layout_isRead_withAndWithoutItsTag() throws IOException {
    Path layout = image().layout(folder.resolve("img"), "v1");
    for (String name : List.of(layout.toString(), layout + ":v1", "oci:" + layout + ":v1")) {
      assertThat(listing(name)).containsExactly("/a 0644 1", "/b 0644 1");
    }
    assertThat(message(layout + ":v2")).contains("has no image v2").contains("v1");
  }

  @Test
  void layout_withoutABlob_saysSo() throws IOException {
    TestingImage image = image();
    Path layout = image.layout(folder.resolve("img"), "v1");
    Files.delete(layout.resolve("blobs/sha256/" + image.digest().hex()));
    assertThat(message(layout.toString())).contains("no blob").contains("copy it again");
  }

  @Test
  void manifest_largerThanRegistriesAccept_saysSo() throws IOException {
    TestingImage image = image();
    image.manifest().put("comment", "x".repeat(4 << 20));
    assertThat(message(image.layout(folder.resolve("img"), "v1").toString()))
        .contains("manifest has more than 4194304 bytes");
  }

  @Test
  void dockerArchive_isReadInPlace_linksBetweenLayersIncluded() throws IOException {
    Path archive = Files.write(folder.resolve("img.tar"), image().dockerArchive("app:v1"));
    assertThat(listing(archive.toString())).containsExactly("/a 0644 1", "/b 0644 1");
    assertThat(listing("docker-archive:" + archive + ":app:v1")).hasSize(2);
    assertThat(message(archive + ":app:v2")).contains("has no image app:v2");
  }

  @Test
  void packedArchive_isRead_andLeavesNoCopy() throws IOException {
    byte[] packed = TestingPack.gzip(image().dockerArchive("app:v1"));
    Path archive = Files.write(folder.resolve("img.tar.gz"), packed);
    assertThat(listing(archive.toString())).containsExactly("/a 0644 1", "/b 0644 1");
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void archiveInAZip_isRead_andLeavesNoCopy() throws IOException {
    Path zip = folder.resolve("case.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("images/img.tar"));
      out.write(image().dockerArchive("app:v1"));
    }
    ImageSources sources = new ImageSources(Map.of(), folder.resolve("scratch"));
    try (FileSystem files = FileSystems.newFileSystem(zip);
        ImageSource source = sources.open(files.getPath("/images/img.tar"), Optional.empty())) {
      Image image = source.image(Optional.empty());
      assertThat(TestingImages.listing(ImageTree.read(image, TestingImages.indexer()).squash()))
          .containsExactly("/a 0644 1", "/b 0644 1");
    }
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void archiveThatIsBoth_isReadAsALayout() throws IOException {
    TestingImage image = image();
    TestingTar tar = new TestingTar().file("manifest.json", "[]");
    image.blobs().forEach((digest, blob) -> tar.file("blobs/sha256/" + digest.hex(), blob));
    tar.file("index.json", image.index("v1"));
    Path archive = Files.write(folder.resolve("img.tar"), tar.build());
    try (ImageSource source = open(archive.toString())) {
      assertThat(source.image(Optional.empty()).identity().manifest()).contains(image.digest());
    }
  }

  @Test
  void zipPackage_isAnImageOfOneLayer() throws IOException {
    Path file = folder.resolve("code.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("lib/"));
      zip.putNextEntry(new ZipEntry("lib/app.py"));
      zip.write("x = 1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(listing(file.toString()))
        .containsExactly(
            "/var/?", "/var/task/?", "/var/task/lib/ 0755", "/var/task/lib/app.py 0644 6");
  }

  @Test
  void names_thatMeanNothing_sayWhatToDo() {
    assertThat(message(folder.resolve("nowhere.tar").toString())).contains("no file or folder");
    assertThat(message("oci:" + folder.resolve("nowhere"))).contains("no file or folder");
    assertThat(message("Not A Name")).contains("is no image");
    assertThat(message(folder.toString())).contains("index.json");
  }

  @Test
  void fileThatIsNoArchive_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("x.tar"), "hello".repeat(300));
    assertThat(message(file.toString())).contains("is no image archive");
  }

  @Test
  void archiveMember_thatLinksToItself_isNotFollowedForEver() throws IOException {
    TestingTar tar = new TestingTar().symlink("manifest.json", "manifest.json");
    Path archive = Files.write(folder.resolve("img.tar"), tar.build());
    assertThatThrownBy(() -> listing(archive.toString())).isInstanceOf(ImageException.class);
  }
}
