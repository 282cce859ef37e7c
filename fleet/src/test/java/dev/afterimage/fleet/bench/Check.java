// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Candidate;
import dev.afterimage.core.contrast.diff.DiffOptions;
import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Tally;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds counts and order against unpruned counts of every cell, DuckDB's and plain ones. */
final class Check {
  private static final int TOP = 20;
  private static final int NOT_IN_SET = 255;

  private final PlainCount plain;
  private final Profile profile;
  private final Encoding encoding;
  private final Map<String, PlainCount.Cells> cells = new HashMap<>();

  Check(PlainCount plain, Profile profile, Encoding encoding) {
    this.plain = plain;
    this.profile = profile;
    this.encoding = encoding;
    PlainCount.sets().forEach(set -> cells.put(Arrays.toString(set), plain.count(set)));
  }

  void all(ColumnCohort cohort, List<Candidate> found, Path ofDuckDb) throws IOException {
    System.out.println(duckDb(ofDuckDb) + " cells are as DuckDB counted them");
    long[] compared = new long[1];
    List<int[]> sets = PlainCount.sets().stream().filter(set -> set.length > 1).toList();
    List<Tally> tallies = java.util.Collections.synchronizedList(new ArrayList<>());
    cohort.tally(encoding, sets, tallies::add);
    tallies.forEach(tally -> compared[0] += tally(tally));
    System.out.println(compared[0] + " cells of the search are as the unpruned count has them");
    top(found);
  }

  private long duckDb(Path file) throws IOException {
    long compared = 0;
    long seen = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      byte[] codes = new byte[BenchRows.ATTRIBUTES];
      while (in.read(codes, 0, 1) == 1) {
        in.readFully(codes, 1, codes.length - 1);
        seen += duckDb(codes, in.readInt(), in.readInt());
        compared++;
      }
    } catch (EOFException e) {
      throw new IllegalStateException("DuckDB's counts are cut off: " + file, e);
    }
    long rows = profile.failed() + profile.ok();
    require(seen == rows * PlainCount.sets().size(), "DuckDB counted " + seen + " rows");
    return compared;
  }

  private long duckDb(byte[] codes, int rows, int failed) {
    int[] set = new int[3];
    int size = 0;
    int cell = 0;
    for (int i = 0; i < codes.length; i++) {
      if ((codes[i] & 0xff) != NOT_IN_SET) {
        set[size++] = i;
        cell = cell * plain.size(i) + (codes[i] & 0xff);
      }
    }
    PlainCount.Cells here = cells.get(Arrays.toString(Arrays.copyOf(set, size)));
    require(
        here != null && here.failed()[cell] == failed && here.ok()[cell] == rows - failed,
        "a cell of " + Arrays.toString(codes));
    return rows;
  }

  /** Sums unpruned cells up to those of the operator, which has one code for all rare values. */
  private long tally(Tally tally) {
    PlainCount.Cells all = cellsOf(tally.set());
    int[] failed = new int[tally.failed().length];
    int[] ok = new int[tally.ok().length];
    int[][] codes = Arrays.stream(tally.set()).mapToObj(this::codes).toArray(int[][]::new);
    for (int cell = 0; cell < all.failed().length; cell++) {
      int rest = cell;
      int to = 0;
      int stride = 1;
      for (int axis = tally.set().length - 1; axis >= 0; axis--) {
        int attribute = tally.set()[axis];
        to += codes[axis][rest % plain.size(attribute)] * stride;
        stride *= encoding.codings().get(attribute).size();
        rest /= plain.size(attribute);
      }
      failed[to] += all.failed()[cell];
      ok[to] += all.ok()[cell];
    }
    require(
        Arrays.equals(failed, tally.failed()) && Arrays.equals(ok, tally.ok()),
        "the counts of " + Arrays.toString(tally.set()));
    return failed.length;
  }

  private PlainCount.Cells cellsOf(int[] set) {
    return requireNonNull(cells.get(Arrays.toString(set)), "a set was not counted");
  }

  /** Returns the operator's code for each plain code. */
  private int[] codes(int attribute) {
    int[] codes = new int[plain.size(attribute)];
    Map<String, Integer> named =
        encoding.codings().get(attribute) instanceof Encoding.Values values
            ? values.codes()
            : Map.of();
    for (int code = 0; code < codes.length; code++) {
      codes[code] =
          PlainCount.isNumber(attribute)
              ? code + 1
              : named.getOrDefault(BenchRows.name(attribute, code), Encoding.RARE);
    }
    return codes;
  }

  private void top(List<Candidate> found) {
    DiffOptions options = DiffOptions.DEFAULT;
    int terms = encoding.codings().stream().mapToInt(Encoding.Coding::terms).sum();
    PlainRank.Limits limits =
        new PlainRank.Limits(
            SearchPart.support(profile), options.riskRatio(), 4, 2 * StrictMath.log(terms / 0.01));
    List<Candidate> unpruned = new ArrayList<>();
    for (int[] set : PlainCount.sets()) {
      // Alone, a number is parted more finely: the profile counts that, not these cells.
      if (set.length > 1 || !PlainCount.isNumber(set[0])) {
        unpruned.addAll(PlainRank.candidates(plain, cellsOf(set), encoding, limits));
      }
    }
    unpruned.sort(null);
    List<Candidate> together =
        found.stream()
            .filter(
                one ->
                    one.combination().terms().size() > 1
                        || !PlainCount.isNumber(one.combination().terms().get(0).attribute()))
            .toList();
    int top = Math.min(TOP, unpruned.size());
    require(
        together.size() >= top && unpruned.subList(0, top).equals(together.subList(0, top)),
        "the top " + top + ": " + together.subList(0, Math.min(top, together.size())));
    System.out.println("the top " + top + " are those of the unpruned count");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not as counted without pruning: " + what);
    }
  }
}
