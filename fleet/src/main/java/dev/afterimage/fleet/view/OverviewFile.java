// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.view;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps a fleet at a glance beside its tables, under the digest of the manifest that it was read
 * from: after an ingest it is another one.
 */
public final class OverviewFile {
  /** What is kept changes with the program's own way to rank: a new one is another file. */
  private static final String FORMAT = "1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path folder;
  private final Path file;

  private OverviewFile(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /** Names the file for a fleet as its manifest has it. */
  public static OverviewFile of(FleetFolder fleet, Manifest manifest) throws FleetException {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      digest.update(FORMAT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      digest.update(FleetFolder.bytes(manifest));
      String name = HexFormat.of().formatHex(digest.digest()).substring(0, 32);
      Path folder = fleet.root().resolve("overview");
      return new OverviewFile(folder, folder.resolve(name + ".json"));
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw FleetException.failed("cannot read the manifest in " + fleet.root(), e);
    }
  }

  /** Reads it; none where it was not kept yet, or is damaged. */
  public Optional<Overview> read() {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Overview.class));
    } catch (IOException e) {
      // It can always be made again from the tables.
      return Optional.empty();
    }
  }

  /** Keeps it in the place of all before. */
  public void write(Overview overview) throws IOException {
    Files.createDirectories(folder);
    Path next = Files.createTempFile(folder, "next", ".tmp");
    Files.write(next, JSON.writeValueAsBytes(overview));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var files = Files.list(folder)) {
      for (Path other : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        if (!other.equals(file)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }
}
