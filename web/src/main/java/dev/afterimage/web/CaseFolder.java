// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The cases below a folder: the folder itself where it has a manifest or is a file; else the .zips
 * and folders in it. Where at most one of those is a case by itself, the folder is the case, whose
 * files stand in folders by service.
 */
final class CaseFolder implements AutoCloseable {
  private static final String MANIFEST = "afterimage.json";

  private final Path folder;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "case-reader");
            thread.setDaemon(true);
            return thread;
          });
  private final List<CaseEntry> collected = new CopyOnWriteArrayList<>();
  private volatile List<CaseEntry> cases;
  private volatile boolean settled;

  CaseFolder(Path folder) throws IOException {
    this.folder = folder;
    this.cases = find();
    cases.forEach(entry -> reader.execute(entry::read));
    reader.execute(this::settle);
  }

  private List<CaseEntry> find() throws IOException {
    if (isWhole()) {
      return List.of(whole());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<CaseEntry> found =
          entries
              .filter(CaseFolder::isCandidate)
              .sorted(Comparator.comparing(Path::toString))
              .map(path -> new CaseEntry(String.valueOf(path.getFileName()), path))
              .toList();
      return found.isEmpty() ? List.of(whole()) : found;
    }
  }

  private boolean isWhole() {
    return !Files.isDirectory(folder) || Files.exists(folder.resolve(MANIFEST));
  }

  private CaseEntry whole() {
    return new CaseEntry(name(), folder);
  }

  /** Returns the folder's own name. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "case" : name.toString();
  }

  private static boolean isCandidate(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && (Files.isDirectory(path) || name.endsWith(".zip"));
  }

  private void settle() {
    if (!isWhole() && !isFolderOfCases()) {
      CaseEntry whole = whole();
      whole.read();
      if (whole.isUsable()) {
        cases = List.of(whole);
      }
    }
    settled = true;
  }

  private boolean isFolderOfCases() {
    List<CaseEntry> usable = cases.stream().filter(CaseEntry::isUsable).toList();
    return usable.size() > 1
        || usable.stream().anyMatch(c -> Files.exists(c.path().resolve(MANIFEST)))
        || usable.stream().anyMatch(c -> Files.isRegularFile(c.path()));
  }

  /** Returns the cases, read or not. */
  List<CaseEntry> cases() {
    return Stream.concat(cases.stream(), collected.stream()).toList();
  }

  /** Whether every case has been read. */
  boolean isSettled() {
    return settled;
  }

  /**
   * Takes in a case that was collected while the page is open. One that lies in the folder has the
   * same address when the page is started again.
   */
  CaseEntry add(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    boolean here = folder.toAbsolutePath().normalize().equals(whole.getParent());
    String name = String.valueOf(whole.getFileName());
    CaseEntry entry = new CaseEntry(Digests.brief(here ? name : whole.toString()), name, whole);
    entry.read();
    collected.add(entry);
    return entry;
  }

  Optional<CaseEntry> find(String id) {
    return cases().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
