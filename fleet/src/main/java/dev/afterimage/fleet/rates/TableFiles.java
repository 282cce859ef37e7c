// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a fleet's tables, to be cited: all their rows count, the last few files are named.
 */
final class TableFiles {
  private static final int MOST = 3;

  private final FleetFolder folder;
  private final List<Path> finished;
  private final Map<Path, Ref> refs = new HashMap<>();

  private TableFiles(FleetFolder folder, List<Path> finished) {
    this.folder = folder;
    this.finished = finished;
  }

  static TableFiles of(FleetFolder folder) throws FleetException {
    try (Stream<Path> all = Files.walk(folder.tables())) {
      return new TableFiles(
          folder,
          FleetFolder.finished(folder.manifest(), all.filter(Files::isRegularFile)).stream()
              .sorted()
              .toList());
    } catch (IOException e) {
      throw FleetException.failed(
          "cannot read the fleet in " + folder.root() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the last files of a table and a state machine, by day. */
  List<Ref> of(String table, String machine) {
    List<Path> here =
        finished.stream()
            .filter(file -> file.startsWith(folder.tables().resolve(table)))
            .filter(file -> isOf(file, machine))
            .toList();
    return here.subList(Math.max(0, here.size() - MOST), here.size()).stream()
        .map(file -> refs.computeIfAbsent(file, this::ref))
        .toList();
  }

  private static boolean isOf(Path file, String machine) {
    for (Path part : file) {
      String name = part.toString();
      if (name.startsWith("state_machine=")) {
        return java.net.URLDecoder.decode(
                name.substring("state_machine=".length()).replace("+", "%2B"),
                java.nio.charset.StandardCharsets.UTF_8)
            .equals(machine);
      }
    }
    return false;
  }

  private Ref ref(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String path = folder.root().relativize(file).toString().replace('\\', '/');
      return Ref.of(new FileId(path, sha256(bytes)), new Location.Bytes(0, bytes.length));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
