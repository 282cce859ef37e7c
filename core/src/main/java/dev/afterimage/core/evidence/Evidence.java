// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a case holds, recognised: records by kind, log events by answer, what the
 * manifests say, what could not be read.
 */
public final class Evidence {
  private final Manifest manifest;
  private final List<Answer> answers;
  private final Map<Kind, List<EvidenceRecord>> records;
  private final List<LogPage> logs;
  private final List<Gap> gaps;
  private final List<String> warnings;
  private final List<FileId> files;

  private Evidence(Builder builder) {
    this.manifest = builder.manifest;
    this.answers = List.copyOf(builder.answers);
    this.records = new EnumMap<>(Kind.class);
    builder.records.forEach(
        (kind, list) -> records.put(kind, Collections.unmodifiableList(new ArrayList<>(list))));
    this.logs = List.copyOf(builder.logs);
    this.gaps = List.copyOf(builder.gaps);
    this.warnings = List.copyOf(builder.warnings);
    this.files = List.copyOf(builder.files);
  }

  /** Returns what the manifests say; {@link Manifest#NONE} where there is none. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the answers, in the order of their files' content. */
  public List<Answer> answers() {
    return answers;
  }

  /** Returns the answers of one kind. */
  public List<Answer> answers(Kind kind) {
    return answers.stream().filter(answer -> answer.kind() == kind).toList();
  }

  /** Returns the records of one kind, in the order of their files' content. */
  public List<EvidenceRecord> records(Kind kind) {
    return records.getOrDefault(kind, List.of());
  }

  /** Returns the records of one kind as a stream. */
  public Stream<EvidenceRecord> stream(Kind kind) {
    return records(kind).stream();
  }

  /** Returns the log events, answer by answer. */
  public List<LogPage> logs() {
    return logs;
  }

  /** Returns what could not be read or was not answered. */
  public List<Gap> gaps() {
    return gaps;
  }

  /** Returns what the user should know about the files: one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns the files that were read. */
  public List<FileId> files() {
    return files;
  }

  /** Collects what the files hold. */
  static final class Builder {
    private final List<Answer> answers = new ArrayList<>();
    private final Map<Kind, List<EvidenceRecord>> records = new EnumMap<>(Kind.class);
    private final List<LogPage> logs = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<FileId> files = new ArrayList<>();
    private Manifest manifest = Manifest.NONE;

    void manifest(Manifest told) {
      manifest = told;
      gaps.addAll(told.gaps());
    }

    void file(FileId file) {
      files.add(file);
    }

    void answer(Answer answer) {
      answers.add(answer);
    }

    void record(Kind kind, EvidenceRecord record) {
      records.computeIfAbsent(kind, key -> new ArrayList<>()).add(record);
    }

    void logs(LogPage page) {
      logs.add(page);
    }

    void gap(Gap gap) {
      gaps.add(gap);
    }

    void warning(String text) {
      warnings.add(text);
    }

    Evidence build() {
      return new Evidence(this);
    }
  }
}
