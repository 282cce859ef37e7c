// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Two images of a Python function, about 300 MB each and 90 MB packed, the same at every run: a
 * system, a runtime, dependencies and an application; the upper two layers differ.
 */
final class BenchImages {
  private static final int WORDS = 3000;
  private static final String[] FOLDERS = {"core", "util", "models", "io", "tests", "api", "data"};

  private final Random random;
  private final byte[][] words = new byte[WORDS][];

  private BenchImages(long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 3 + random.nextInt(9); length > 0; length--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words[i] =
          word.append(i % 7 == 0 ? "\n    " : " ").toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Writes both images as layouts; the folders hold one each. */
  static void write(Path a, Path b) throws IOException {
    image(false).layout(a, "latest");
    image(true).layout(b, "latest");
  }

  /**
   * Writes both images as archives of {@code docker save}: plain layers, whose names say nothing
   * but their place.
   */
  static void archives(Path a, Path b) throws IOException {
    Files.write(a, image(false).dockerArchive("a:latest"));
    Files.write(b, image(true).dockerArchive("b:latest"));
  }

  private static TestingImage image(boolean second) {
    TestingTar system = new BenchImages(1).system();
    TestingTar runtime = new BenchImages(2).tree("usr/local/lib/python3.12", 4200, 85);
    return layers(system, runtime, second ? "1.27.1" : "1.26.0", second ? 4 : 3);
  }

  private static TestingImage layers(
      TestingTar system, TestingTar runtime, String version, long seed) {
    BenchImages own = new BenchImages(3);
    TestingTar dependencies = own.dependencies(version, new Random(seed));
    TestingTar application = new BenchImages(5).application(seed);
    return new TestingImage()
        .layer("ADD rootfs.tar.xz /", system)
        .layer("RUN make install", runtime)
        .layer("RUN pip install -r requirements.txt -t /var/task", dependencies)
        .layer("COPY src /var/task", application);
  }

  private TestingTar system() {
    TestingTar tar = tree("usr/lib/x86_64-linux-gnu", 2600, 108);
    StringBuilder status = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      String name = "lib" + i;
      status.append("Package: ").append(name).append("\nStatus: install ok installed\nVersion: 1.");
      status.append(i).append("-1\nDescription: ").append("x".repeat(300)).append("\n\n");
      StringBuilder list = new StringBuilder("/.\n/usr\n");
      for (int j = 0; j < 60; j++) {
        list.append("/usr/share/").append(name).append("/file").append(j).append('\n');
      }
      tar.file("var/lib/dpkg/info/" + name + ".list", list.toString());
    }
    return tar.file("var/lib/dpkg/status", status.toString());
  }

  private TestingTar tree(String root, int files, int megabytes) {
    TestingTar tar = new TestingTar().directory(root);
    long budget = megabytes * 1_000_000L;
    for (int i = 0; i < files; i++) {
      String folder = root + "/" + FOLDERS[i % FOLDERS.length] + i / 60;
      boolean library = i % 40 == 0;
      int size = library ? (int) (budget * 0.6 / (files / 40.0)) : (int) (budget * 0.4 / files);
      size = size / 2 + random.nextInt(size);
      tar.file(folder + "/f" + i + (library ? ".so" : ".py"), library ? binary(size) : text(size));
    }
    return tar;
  }

  /** Both images share all but a few of the packages. */
  private TestingTar dependencies(String version, Random changes) {
    TestingTar tar = tree("var/task/vendor", 5200, 88);
    for (int i = 0; i < 30; i++) {
      String name = "package" + i;
      String number = i < 3 ? version : "2." + i;
      String info = "var/task/" + name + "-" + number + ".dist-info/";
      tar.file(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + number);
      StringBuilder record = new StringBuilder();
      for (int j = 0; j < 20; j++) {
        String file = name + "/m" + j + ".py";
        byte[] content = text(9000);
        content[0] = i < 3 ? (byte) ('a' + changes.nextInt(26)) : (byte) '#';
        tar.file("var/task/" + file, content);
        record.append(file).append(",sha256=x,9000\n");
      }
      tar.file(info + "RECORD", record.toString());
    }
    return tar;
  }

  private TestingTar application(long seed) {
    TestingTar tar = tree("var/task/app", 900, 9);
    Random changes = new Random(seed);
    for (int i = 0; i < 40; i++) {
      String text = new String(text(4000), StandardCharsets.UTF_8);
      String tail = i < 12 ? "\nLIMIT = " + changes.nextInt(1000) + "\n" : "\n";
      tar.file("var/task/handlers/h" + i + ".py", text + tail + "def handler(event, context):\n");
    }
    return tar;
  }

  private byte[] text(int size) {
    byte[] text = new byte[size];
    for (int at = 0; at < size; ) {
      byte[] word = words[(int) (WORDS * random.nextDouble() * random.nextDouble())];
      int count = Math.min(word.length, size - at);
      System.arraycopy(word, 0, text, at, count);
      at += count;
    }
    return text;
  }

  /** Like machine code: records that repeat, with some bytes that do not. */
  private byte[] binary(int size) {
    byte[] bytes = new byte[size];
    byte[][] records = new byte[256][12];
    for (byte[] record : records) {
      random.nextBytes(record);
    }
    for (int at = 0; at < size; at += 12) {
      byte[] record = records[(int) (256 * random.nextDouble() * random.nextDouble())];
      System.arraycopy(record, 0, bytes, at, Math.min(12, size - at));
      if (at % 72 == 0) {
        bytes[Math.min(size - 1, at + random.nextInt(12))] = (byte) random.nextInt();
      }
    }
    bytes[0] = 0;
    return bytes;
  }
}
