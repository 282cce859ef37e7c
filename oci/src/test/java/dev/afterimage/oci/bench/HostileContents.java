// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.testing.TestingTar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Hostile layers that are small and sound, and whose entries cost much to read. */
final class HostileContents {
  private static final int MEGABYTE = 1 << 20;

  private final Path folder;

  HostileContents(Path folder) {
    this.folder = folder;
  }

  private HostileLayout layout(String name) throws IOException {
    return new HostileLayout(folder.resolve(name));
  }

  /** A file of half an exabyte that is one hole. */
  TestingTar hole() {
    return new TestingTar()
        .pax("GNU.sparse.size", Long.toString(1L << 59))
        .pax("GNU.sparse.map", "0,0")
        .file("hole", "");
  }

  /** A global header of many records, which hold for every one of many entries. */
  Path globals() throws IOException {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      records.append("12 k").append(String.format("%05d", i)).append("=v\n");
    }
    TestingTar tar = new TestingTar().entry("g", 'g', "", bytes(records.toString()));
    for (int i = 0; i < 200_000; i++) {
      tar.bytes(tar.header("f" + i, '0', "", 0));
    }
    try (HostileLayout layout = layout("globals")) {
      return layout.add(tar.build()).finish();
    }
  }

  /** Extended headers of a megabyte each, all of them for one entry. */
  Path headers() throws IOException {
    try (HostileLayout layout = layout("headers")) {
      for (int i = 0; i < 900; i++) {
        String record = " k" + i + "=" + "v".repeat(MEGABYTE - 1000) + "\n";
        record = (record.length() + 7) + record;
        layout.add(HostileImages.open(new TestingTar().entry("x", 'x', "", bytes(record))));
      }
      return layout.add(new TestingTar().file("a", "").build()).finish();
    }
  }

  /** Files with a large attribute each. */
  Path attributes() throws IOException {
    try (HostileLayout layout = layout("attributes")) {
      for (int i = 0; i < 900; i++) {
        String value = i + "v".repeat(MEGABYTE - 1000);
        layout.add(
            HostileImages.open(
                new TestingTar().pax("SCHILY.xattr.user.x", value).file("f" + i, "")));
      }
      return layout.add(new byte[1024]).finish();
    }
  }

  /** Lists of packages in which every few bytes are a line. */
  TestingTar lines() {
    String lines = "a:\n\n".repeat(15 * MEGABYTE);
    return new TestingTar()
        .file("var/lib/dpkg/status", lines)
        .file("var/lib/dpkg/info/a.list", lines)
        .file("x-1.dist-info/METADATA", "Name: x\nVersion: 1\n")
        .file("x-1.dist-info/RECORD", lines)
        .file("node_modules/x/package.json", lines);
  }

  /** An rpm database whose million slots name one and the same content of 40 MB. */
  TestingTar slots() {
    ByteBuffer database = ByteBuffer.allocate(56 * MEGABYTE).order(ByteOrder.LITTLE_ENDIAN);
    int blob = 15 * MEGABYTE;
    database.putInt(0, 0x506d7052).putInt(12, 3000);
    for (int slot = 2; slot < 3000 * 256; slot++) {
      database.putInt(16 * slot, 0x746f6c53).putInt(16 * slot + 8, blob / 16);
    }
    database.putInt(blob, 0x53626c42).putInt(blob + 12, 40 * MEGABYTE);
    return new TestingTar().file("var/lib/rpm/Packages.db", database.array());
  }

  /** Java archives in Java archives, which unpack to much at each step. */
  Path archives(String name, int count) throws IOException {
    byte[] jar = new byte[120 * MEGABYTE];
    for (int depth = 0; depth < 3; depth++) {
      jar = zipped("inner.jar", jar);
    }
    TestingTar tar = new TestingTar();
    for (int i = 0; i < count; i++) {
      tar.file("lib" + i + ".jar", jar);
    }
    try (HostileLayout layout = layout(name)) {
      return layout.add(tar.build()).finish();
    }
  }

  private static byte[] zipped(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  /** Large Java archives, each of them sound. */
  Path large(int count) throws IOException {
    byte[] noise = new byte[60 * MEGABYTE];
    try (HostileLayout layout = layout("large")) {
      for (int i = 0; i < count; i++) {
        new Random(i).nextBytes(noise);
        byte[] jar = zipped("data", noise);
        layout.add(HostileImages.open(new TestingTar().file("large" + i + ".jar", jar)));
      }
      return layout.add(new byte[1024]).finish();
    }
  }

  /** One Java archive of many entries. */
  TestingTar entries(String pattern, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < count; i++) {
        zip.putNextEntry(new ZipEntry(pattern.formatted(i)));
        zip.write(bytes("groupId=g\nartifactId=a" + i + "\nversion=1\n"));
      }
    }
    return new TestingTar().file("many.jar", bytes.toByteArray());
  }

  /** A chain of hard links, the last one to the first. */
  TestingTar links(int count) {
    TestingTar tar = new TestingTar();
    for (int i = 0; i < count; i++) {
      tar.bytes(tar.header("l" + i, '1', "l" + (i + 1) % count, 0));
    }
    return tar;
  }

  /** Sources that have no line in common with those of another seed. */
  TestingTar sources(int seed, int count) {
    TestingTar tar = new TestingTar();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < 7900; line++) {
        text.append(Integer.toString(random.nextInt(1_000_000), 36)).append('\n');
      }
      tar.file("var/task/s" + i + ".py", text.toString());
    }
    return tar;
  }

  /** Names that a terminal would obey. */
  TestingTar names() {
    return new TestingTar()
        .file("line\nbreak", "")
        .file("clear\u001b[2J\u001b]0;title\u0007", "")
        .file("turn\u202eyp.txt", "")
        .symlink("link\u001b[31m", "to\u001b[32m\n")
        .file("x\u001b[2J-1.dist-info/METADATA", "Name: x\u001b[2J\nVersion: 1\u009b2J\n")
        .file("var/task/text.py", "\u001b[2J\n");
  }

  /** A function's zip package of gigabytes of zeros. */
  Path zip() throws IOException {
    Path file = folder.resolve("package.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      byte[] zeros = new byte[MEGABYTE];
      zip.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < 3000; i++) {
        zip.write(zeros);
      }
    }
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
