// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackageReadersTest {
  private static List<String> read(String path, String content) throws IOException {
    return read(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(String path, byte[] content) throws IOException {
    return PackageReaders.forPath(path).orElseThrow().read(path, content).stream()
        .map(p -> p.ecosystem().label() + " " + p.name() + " " + p.version() + " " + p.location())
        .toList();
  }

  @Test
  void dpkg_leavesOutWhatIsNotInstalled() throws IOException {
    String status =
        """
        Package: a
        Status: install ok installed
        Version: 1
        Description: x
         Version: 9

        Package: b
        Status: deinstall ok config-files
        Version: 2
        """;
    assertThat(read("/var/lib/dpkg/status", status)).containsExactly("dpkg a 1 /");
  }

  @Test
  void distroless_hasAStatusFilePerPackage() throws IOException {
    assertThat(read("/var/lib/dpkg/status.d/tz", "Package: tzdata\nVersion: 2025\n"))
        .containsExactly("dpkg tzdata 2025 /");
    assertThat(PackageReaders.forPath("/var/lib/dpkg/status.d/tz.md5sums")).isEmpty();
  }

  @Test
  void python_isFoundAnywhere_underItsNormalName() throws IOException {
    assertThat(
            read(
                "/opt/python/My_Lib-2.0.dist-info/METADATA",
                "Name: My_Lib\nVersion: 2.0\n\nName: other\n"))
        .containsExactly("pip my-lib 2.0 /opt/python");
    assertThat(read("/var/task/x.egg-info/PKG-INFO", "Name: x\nVersion: 1\n"))
        .containsExactly("pip x 1 /var/task");
    assertThat(read("/usr/lib/python3/y-1.egg-info", "Name: y\nVersion: 1\n"))
        .containsExactly("pip y 1 /usr/lib/python3");
  }

  @Test
  void npm_readsNestedAndScopedPackagesOnly() throws IOException {
    assertThat(read("/a/node_modules/@s/p/package.json", "{\"version\":\"1\"}"))
        .containsExactly("npm @s/p 1 /a/node_modules");
    assertThat(PackageReaders.forPath("/a/package.json")).isEmpty();
    assertThat(PackageReaders.forPath("/a/node_modules/p/lib/package.json")).isEmpty();
    assertThatThrownBy(() -> read("/a/node_modules/p/package.json", "{"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void jar_withoutCoordinates_isNamedByItsManifest() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(
          "Manifest-Version: 1.0\nImplementation-Title: x\nImplementation-Version: 3\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read("/lib/x.jar", bytes.toByteArray())).containsExactly("maven x 3 /lib");
  }

  @Test
  void jar_thatIsNone_isRefused() {
    assertThatThrownBy(() -> read("/lib/x.jar", "no zip")).isInstanceOf(IOException.class);
  }

  @Test
  void jar_nestedDeeperThanIsRead_isLeftAlone() throws IOException {
    byte[] jar = "x".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 8; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry("n.jar"));
        zip.write(jar);
      }
      jar = bytes.toByteArray();
    }
    assertThat(read("/lib/x.jar", jar)).isEmpty();
  }

  private static byte[] zipped(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void jar_inAJar_isNamedWithItsPlace() throws IOException {
    byte[] inner =
        zipped(
            "META-INF/maven/g/a/pom.properties",
            "groupId=g\nartifactId=a\nversion=1\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read("/lib/x.jar", zipped("BOOT-INF/lib/a.jar", inner)))
        .containsExactly("maven g:a 1 /lib!/BOOT-INF/lib");
  }

  @Test
  void jar_thatUnpacksToFarMoreThanItWeighs_isRefused() throws IOException {
    byte[] bomb = zipped("n.jar", zipped("zeros", new byte[20 << 20]));
    assertThatThrownBy(() -> read("/lib/x.jar", bomb)).hasMessageContaining("more than");
  }

  @Test
  void jar_ofVeryManyEntries_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i <= 200_000; i++) {
        zip.putNextEntry(new ZipEntry("e" + i));
      }
    }
    assertThatThrownBy(() -> read("/lib/x.jar", bytes.toByteArray()))
        .hasMessageContaining("more than 200000 entries");
  }

  @Test
  void jar_thatHoldsMoreThanIsRead_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/maven/a/b/pom.properties"));
      zip.write(new byte[10 << 20]);
    }
    assertThatThrownBy(() -> read("/lib/x.jar", bytes.toByteArray()))
        .hasMessageContaining("more than");
  }
}
