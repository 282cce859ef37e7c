// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a fleet holds: the batches that were written, each with the sources it read. It is replaced
 * as a whole when a batch is done, so that a batch that it does not name was never there.
 *
 * @param schema the format of the folder
 * @param accounts how far each live account was read
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Manifest(String schema, List<Batch> batches, Map<String, Account> accounts) {
  /** The format that this version writes. */
  public static final String SCHEMA = "afterimage/fleet/1";

  /** Nothing. */
  public static final Manifest EMPTY = new Manifest(SCHEMA, List.of(), Map.of());

  /**
   * A batch.
   *
   * @param sources what it read
   * @param rows how many rows it wrote into each table
   * @param kept the file with what the next batch must look at again
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Batch(
      String id,
      List<Source> sources,
      Map<String, Long> rows,
      long events,
      long rejects,
      Optional<String> kept) {
    public Batch {
      sources = List.copyOf(sources);
      rows = new TreeMap<>(rows);
    }
  }

  /** A file, or the files of a case together. */
  public record Source(String path, String sha256, long bytes) {}

  /**
   * A live account.
   *
   * @param listed how many runs were listed
   * @param taken how many of them were read
   * @param rule how these were chosen
   * @param next where to go on; none where all was read
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Account(long listed, long taken, String rule, Optional<String> next) {}

  public Manifest {
    batches = List.copyOf(batches);
    accounts = new TreeMap<>(accounts);
  }

  /** Whether a source was read before, under whatever name. */
  public boolean holds(String sha256) {
    return batches.stream()
        .flatMap(batch -> batch.sources().stream())
        .anyMatch(source -> source.sha256().equals(sha256));
  }

  /** Returns the file with what the next batch must look at again. */
  public Optional<String> kept() {
    return batches.isEmpty() ? Optional.empty() : batches.get(batches.size() - 1).kept();
  }

  /** Returns this manifest with another batch, and where an account stands after it. */
  public Manifest with(Batch batch, Map<String, Account> read) {
    List<Batch> more = new java.util.ArrayList<>(batches);
    more.add(batch);
    Map<String, Account> standing = new TreeMap<>(accounts);
    standing.putAll(read);
    return new Manifest(schema, more, standing);
  }
}
