// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One case of the folder; it is read when it is first looked at, and again when memory is short.
 */
final class CaseEntry {
  private final String id;
  private final String name;
  private final Path path;
  private SoftReference<CaseFile> file = new SoftReference<>(null);
  private volatile List<RunEntry> runs = List.of();
  private volatile String problem = "";
  private volatile boolean read;

  CaseEntry(String name, Path path) {
    this(Digests.brief(name), name, path);
  }

  /** Creates the entry of a case whose name alone does not tell it from others. */
  CaseEntry(String id, String name, Path path) {
    this.id = requireNonNull(id, "id is null");
    this.name = requireNonNull(name, "name is null");
    this.path = requireNonNull(path, "path is null");
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Path path() {
    return path;
  }

  /** Returns the runs; none before the case is read. */
  List<RunEntry> runs() {
    return runs;
  }

  /** Returns why the case cannot be used; empty where it can. */
  String problem() {
    return problem;
  }

  boolean isRead() {
    return read;
  }

  boolean isUsable() {
    return read && problem.isEmpty();
  }

  /** Reads the runs of the case for the list. */
  void read() {
    try {
      runs = open().runs().asked().stream().map(run -> RunEntry.of(run, id)).toList();
    } catch (EvidenceException e) {
      problem = String.valueOf(e.getMessage());
    } finally {
      read = true;
    }
  }

  /** Returns the key of a run that the case is about. */
  Optional<String> key(String arn) throws EvidenceException {
    return open().runs().asked().stream()
        .filter(run -> run.identity().arn().filter(arn::equals).isPresent())
        .findFirst()
        .map(run -> RunEntry.of(run, id).key());
  }

  /** Returns the case, opened. */
  synchronized CaseFile open() throws EvidenceException {
    CaseFile opened = file.get();
    if (opened == null) {
      opened = CaseFile.open(List.of(path));
      file = new SoftReference<>(opened);
    }
    return opened;
  }
}
