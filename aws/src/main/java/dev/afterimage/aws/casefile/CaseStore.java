// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A case while it is collected. Every answer is there as a whole or not at all; whoever opens the
 * folder again, after whatever end, finds every answer that was ever in it.
 */
public final class CaseStore implements AutoCloseable {
  /** The manifest's file in a case. */
  public static final String MANIFEST = "afterimage.json";

  private static final String STATE = ".afterimage";
  private static final long MANIFEST_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path folder;
  private final Redaction redaction;
  private final Journal journal;
  private final FileChannel lockFile;
  private final Map<String, StoredCall> calls = new TreeMap<>();
  private final TreeSet<CaseGap> gaps = new TreeSet<>();
  private final TreeSet<String> asked = new TreeSet<>();
  private Instant asOf;
  private long manifestAt = System.nanoTime();

  /**
   * How the case is redacted.
   *
   * @param keyId the id of the key; none where nothing is redacted
   */
  public record Redaction(Optional<String> keyId) {}

  private CaseStore(Path folder, Redaction redaction, Instant now, FileChannel lockFile) {
    this.folder = folder;
    this.redaction = redaction;
    this.asOf = now.truncatedTo(ChronoUnit.SECONDS);
    this.lockFile = lockFile;
    this.journal = new Journal(state().resolve("journal"));
  }

  /**
   * Opens a case, a new one or one to go on with.
   *
   * @param now what a new case takes for its moment
   * @throws CaseException where the folder holds something else, is in use, or was redacted in
   *     another way
   */
  public static CaseStore open(Path folder, Redaction redaction, Instant now) throws CaseException {
    try {
      boolean isCase =
          Files.exists(folder.resolve(MANIFEST)) || Files.exists(folder.resolve(STATE));
      if (!isCase && !Folders.isEmpty(folder)) {
        throw new CaseException(folder + " holds other files; choose a new folder");
      }
      Files.createDirectories(folder.resolve(STATE));
      CaseStore store = new CaseStore(folder, redaction, now, lock(folder));
      store.recover();
      return store;
    } catch (IOException e) {
      throw new CaseException("cannot write the case to " + folder + ": " + reason(e), e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException, CaseException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(STATE).resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new CaseException(folder + " is being collected already; wait, or choose another", e);
    }
    channel.close();
    throw new CaseException(folder + " is being collected already; wait, or choose another folder");
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }

  private Path state() {
    return folder.resolve(STATE);
  }

  private void recover() throws IOException, CaseException {
    Path manifest = folder.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      Optional<ObjectNode> json =
          Json.parseObject(Files.readString(manifest, StandardCharsets.UTF_8));
      if (json.isEmpty()) {
        throw new CaseException(manifest + " is no manifest of a case; choose a new folder");
      }
      checkRedaction(json.get().path("redaction"));
      recoverCalls(json.get());
    }
    for (ObjectNode entry : journal.read()) {
      recover(entry);
    }
    calls.values().removeIf(call -> !isThere(call));
    for (StoredCall call : calls.values()) {
      if (call.isAnswered()) {
        // A kill between saving an answer and dropping its pages leaves them behind.
        parts(call.id(), call.request()).drop();
      }
    }
    writeManifest();
  }

  private void recoverCalls(ObjectNode manifest) {
    Timestamps.parse(manifest.path("asOf")).ifPresent(moment -> asOf = moment);
    manifest.path("asked").forEach(arn -> asked.add(arn.asText()));
    for (JsonNode node : manifest.path("calls")) {
      StoredCall.of(node).ifPresent(call -> calls.put(call.id(), call));
    }
  }

  /** Of an answer that was saved the file may not have got its name yet. */
  private void recover(ObjectNode entry) throws IOException {
    Optional<StoredCall> call = StoredCall.of(entry);
    if (call.isEmpty()) {
      return;
    }
    Path temp = temp(call.get().id());
    if (Files.exists(temp) && HashedFile.sha256(temp).equals(call.get().stored().sha256())) {
      place(temp, call.get());
    }
    calls.put(call.get().id(), call.get());
  }

  private boolean isThere(StoredCall call) {
    try {
      Path file = folder.resolve(call.stored().file()).normalize();
      return file.startsWith(folder.normalize())
          && Files.isRegularFile(file)
          && HashedFile.sha256(file).equals(call.stored().sha256());
    } catch (IOException e) {
      // What cannot be read is asked for again.
      return false;
    }
  }

  private void checkRedaction(JsonNode told) throws CaseException {
    Optional<String> before = Json.text(told, "keyId");
    if (!before.equals(redaction.keyId())) {
      String how = before.map(id -> "redacted with the key " + id).orElse("not redacted");
      throw new CaseException(
          folder + " was " + how + "; go on in the same way, or choose a new folder");
    }
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns the moment that the case speaks of as now: the one at which it was begun. */
  public Instant asOf() {
    return asOf;
  }

  /** Returns the answer of a call, whole or not, where exactly this was asked before. */
  public synchronized Optional<StoredCall> find(String id, ObjectNode request) {
    return Optional.ofNullable(calls.get(id)).filter(call -> call.request().equals(request));
  }

  /** Returns the file of an answer. */
  public Path file(StoredCall call) {
    return folder.resolve(call.stored().file());
  }

  /** Returns the pages of a call that are here while the answer is not whole. */
  public Parts parts(String id, ObjectNode request) {
    return new Parts(
        state().resolve("parts").resolve(FileNames.digest(id + request).substring(0, 32)));
  }

  /** What an answer is of, when it was asked for, and how much of it is here. */
  public record Entry(
      String id, String api, ObjectNode request, Instant at, StoredCall.Extent extent) {}

  /** Saves an answer of one page. */
  public StoredCall save(Entry entry, ObjectNode answer) throws IOException {
    Path temp = fresh();
    return put(entry, temp, 1, AnswerWriter.write(temp, answer));
  }

  /** Puts the pages of an answer together and saves it. */
  public StoredCall save(Entry entry, Pages pages) throws IOException {
    Path temp = fresh();
    return put(entry, temp, pages.count(), AnswerWriter.write(temp, pages));
  }

  private Path fresh() throws IOException {
    Path folderOfTemps = state().resolve("temp");
    Files.createDirectories(folderOfTemps);
    return Files.createTempFile(folderOfTemps, "answer", ".json");
  }

  private Path temp(String id) {
    return state().resolve("temp").resolve(FileNames.digest(id) + ".json");
  }

  private synchronized StoredCall put(Entry entry, Path written, int pages, String sha256)
      throws IOException {
    StoredCall.Stored stored =
        new StoredCall.Stored(entry.at(), entry.id() + ".json", sha256, pages, entry.extent());
    StoredCall call = new StoredCall(entry.id(), entry.api(), entry.request(), stored);
    Path temp = temp(call.id());
    Files.move(written, temp, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    journal.add(call.json());
    place(temp, call);
    calls.put(call.id(), call);
    if (System.nanoTime() - manifestAt > MANIFEST_EVERY) {
      writeManifest();
    }
    return call;
  }

  private void place(Path temp, StoredCall call) throws IOException {
    Path file = file(call);
    Files.createDirectories(file.resolveSibling(""));
    Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds what the case lacks. */
  public synchronized void gap(CaseGap gap) {
    gaps.add(gap);
  }

  /** Returns what the case lacks. */
  public synchronized List<CaseGap> gaps() {
    return List.copyOf(gaps);
  }

  /** Adds runs that the case is about. */
  public synchronized void asked(Collection<String> executionArns) {
    asked.addAll(executionArns);
  }

  /** Returns how many calls are answered. */
  public synchronized int size() {
    return calls.size();
  }

  /** Returns how many answers of AWS, each page counted, are here. */
  public synchronized int pages() {
    return calls.values().stream().mapToInt(call -> call.stored().pages()).sum();
  }

  /** Brings the manifest up to date: for whoever may not live to close the case. */
  public void flush() throws IOException {
    writeManifest();
  }

  private synchronized void writeManifest() throws IOException {
    Manifest manifest = new Manifest(asked, asOf, List.copyOf(calls.values()), List.copyOf(gaps));
    Path temp = state().resolve("manifest.json");
    Files.writeString(temp, manifest.text(redaction), StandardCharsets.UTF_8);
    Files.move(
        temp,
        folder.resolve(MANIFEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    manifestAt = System.nanoTime();
  }

  /** Ends the case: writes the manifest, and removes what only collecting needs. */
  @Override
  public void close() throws IOException {
    writeManifest();
    lockFile.close();
    Folders.delete(state().resolve("temp"));
    Files.deleteIfExists(state().resolve("journal"));
    Files.deleteIfExists(state().resolve("lock"));
    if (Folders.isEmpty(state().resolve("parts"))) {
      Folders.delete(state());
    }
  }
}
