// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.fleet.log.LogFile;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells what there is to ingest below some paths: a .zip and a folder with a manifest are cases;
 * every file of log lines stands for itself, in the order of the names; the other files of a folder
 * are one case together.
 */
final class SourceFinder {
  private static final String CASE = "afterimage.json";

  private final List<SourceUnit> logs = new ArrayList<>();
  private final List<SourceUnit> cases = new ArrayList<>();

  private SourceFinder() {}

  /** Returns the units: cases first, then log files by name, which is by time. */
  static List<SourceUnit> find(List<Path> paths) throws FleetException {
    SourceFinder finder = new SourceFinder();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw FleetException.missing("nothing to ingest at " + path + ": no such file or folder");
      }
      try {
        finder.add(path);
      } catch (IOException e) {
        throw FleetException.failed("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    List<SourceUnit> units = new ArrayList<>(finder.cases);
    units.addAll(finder.logs);
    return units;
  }

  private void add(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      add(path, LogFile.isLog(path) ? SourceUnit.Kind.LOG : SourceUnit.Kind.CASE);
    } else if (Files.isRegularFile(path.resolve(CASE))) {
      add(path, SourceUnit.Kind.CASE);
    } else {
      folder(path);
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children =
          listed
              .filter(child -> !String.valueOf(child.getFileName()).startsWith("."))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
    }
    for (Path child : children) {
      add(child);
    }
  }

  private void add(Path path, SourceUnit.Kind kind) throws IOException {
    Manifest.Source source = source(path);
    (kind == SourceUnit.Kind.LOG ? logs : cases).add(new SourceUnit(kind, path, source));
  }

  /** The digest of a folder is that of its files' names and digests. */
  private static Manifest.Source source(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return new Manifest.Source(path.toString(), sha256(path), Files.size(path));
    }
    MessageDigest digest = sha256();
    long bytes = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = path.relativize(file).toString().replace('\\', '/');
        digest.update((name + "\n" + sha256(file) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes += Files.size(file);
      }
    }
    return new Manifest.Source(path.toString(), hex(digest), bytes);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
