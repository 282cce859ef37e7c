// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Candidate;
import dev.afterimage.core.contrast.diff.Diff;
import dev.afterimage.core.contrast.diff.DiffOptions;
import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Searches with the operator that {@code fleet rank} runs, and checks what it found. */
final class SearchPart {
  /** As many steps as the operator parts a number into where it stands in a combination. */
  private static final int CUTS = 15;

  private static final DiffOptions OPTIONS = DiffOptions.DEFAULT;

  private SearchPart() {}

  /**
   * Runs the part.
   *
   * @param arguments a folder, the number of rows, the share that fails, {@code check} to check
   */
  public static void main(String[] arguments) throws IOException {
    BenchRows rows =
        new BenchRows(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
    long start = System.nanoTime();
    ColumnCohort cohort = rows.cohort();
    Figures.seconds("build", start);
    start = System.nanoTime();
    List<Candidate> candidates = Diff.candidates(cohort, OPTIONS);
    Figures.seconds("search", start);
    long cpu = Figures.processorNanos();
    start = System.nanoTime();
    Diff.candidates(cohort, OPTIONS);
    Figures.seconds("warm", start);
    Figures.give("processor", (Figures.processorNanos() - cpu) / 1e9);
    start = System.nanoTime();
    Diff.of(cohort, OPTIONS);
    Figures.seconds("everything", start);
    Figures.peak();
    PlainCount plain = PlainCount.of(rows, encoding(cohort));
    sum(plain);
    if (arguments[3].equals("check")) {
      new Check(plain, cohort.profile(), encoding(cohort))
          .all(cohort, candidates, Path.of(arguments[0]).resolve(DuckPart.file(rows)));
    }
  }

  static Encoding encoding(ColumnCohort cohort) {
    Profile profile = cohort.profile();
    return Encoding.of(BenchRows.attributes(), profile, support(profile), CUTS);
  }

  static long support(Profile profile) {
    return Math.max(3, (long) StrictMath.ceil(OPTIONS.support() * profile.failed()));
  }

  /** The median of several, after the compiler has seen it. */
  private static void sum(PlainCount plain) {
    double[] seconds = new double[11];
    long sum = 0;
    for (int i = 0; i < seconds.length; i++) {
      long start = System.nanoTime();
      sum += plain.sum();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    Figures.give("sum", sum == 0 ? 0 : seconds[seconds.length / 2]);
  }
}
