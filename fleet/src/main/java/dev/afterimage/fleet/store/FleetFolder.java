// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a fleet: {@code fleet.json} names what is there; {@code tables/} holds it, {@code
 * rejects/} what could not be used, {@code kept/} what the next batch must look at again.
 */
public final class FleetFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The file that names what a fleet holds. */
  public static final String MANIFEST = "fleet.json";

  private final Path root;

  /** Names a folder; it need not exist before something is ingested. */
  public FleetFolder(Path root) {
    this.root = root;
  }

  /** Returns the folder itself. */
  public Path root() {
    return root;
  }

  /** Returns the folder of the tables. */
  public Path tables() {
    return root.resolve("tables");
  }

  /** Returns the folder of the lines that could not be used. */
  public Path rejects() {
    return root.resolve("rejects");
  }

  /** Returns the folder of what the next batch must look at again. */
  public Path kept() {
    return root.resolve("kept");
  }

  /** Returns the folder of what is not finished. */
  public Path staging() {
    return root.resolve(".staging");
  }

  /** Reads what the folder holds; nothing where it is new. */
  public Manifest manifest() throws FleetException {
    Path file = root.resolve(MANIFEST);
    if (!Files.exists(file)) {
      return Manifest.EMPTY;
    }
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw FleetException.failed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @param file what it is called in messages
   */
  public static Manifest parse(String file, byte[] json) throws FleetException {
    try {
      Manifest manifest = JSON.readValue(json, Manifest.class);
      if (!Manifest.SCHEMA.equals(manifest.schema())) {
        throw FleetException.missing(
            file
                + " is of the format "
                + manifest.schema()
                + "; this version reads "
                + Manifest.SCHEMA
                + "; ingest into a new folder");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw FleetException.failed(file + " is damaged; ingest into a new folder", e);
    } catch (IOException e) {
      throw FleetException.failed("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads what the folder holds; it must hold something. */
  public Manifest existing() throws FleetException {
    Manifest manifest = manifest();
    if (manifest.batches().isEmpty()) {
      throw FleetException.missing(
          "no fleet in "
              + root
              + "; fill it with 'afterimage fleet ingest PATH --fleet "
              + root
              + "'");
    }
    return manifest;
  }

  /** Puts a manifest in the place of the one before, in one step. */
  public void commit(Manifest manifest) throws IOException {
    Path next = root.resolve(MANIFEST + ".next");
    Files.write(next, bytes(manifest));
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, root.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns a manifest as it is stored. */
  public static byte[] bytes(Manifest manifest) throws IOException {
    return JSON.writeValueAsBytes(manifest);
  }

  /** Takes away what a batch left behind that was never finished. */
  public void clean(Manifest manifest) throws IOException {
    delete(staging());
    Set<String> ids = ids(manifest);
    for (Path folder : List.of(tables(), rejects(), kept())) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            if (!ids.contains(batchOf(file))) {
              Files.delete(file);
            }
          }
        }
      }
    }
  }

  private static Set<String> ids(Manifest manifest) {
    Set<String> ids = new HashSet<>();
    manifest.batches().forEach(batch -> ids.add(batch.id()));
    return ids;
  }

  /** Returns those of some files that finished batches wrote. */
  public static List<Path> finished(Manifest manifest, Stream<Path> files) {
    Set<String> ids = ids(manifest);
    return files.filter(file -> ids.contains(batchOf(file))).toList();
  }

  /** Files are named by the batch that wrote them, up to the first dash or dot. */
  public static String batchOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.split("[-.]", 2)[0];
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Keeps other ingests out of the folder until it is closed. */
  public FileChannel lock() throws FleetException {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw busy();
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw busy();
    } catch (IOException e) {
      throw FleetException.failed("cannot write to " + root + ": " + e.getMessage(), e);
    }
  }

  private FleetException busy() {
    return FleetException.failed(
        "another ingest writes to " + root + "; wait until it is done",
        new IllegalStateException("locked"));
  }
}
