// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Term;

/** The values of one attribute of every row, failed rows first. */
sealed interface Column permits CategoryColumn, NumberColumn {
  /** Adds the counts of its values to a profile. */
  void profile(Profile profile, int attribute, int failed);

  /** Returns the column in the codes of an encoding. */
  byte[] encode(Encoding.Coding coding);

  /** Sets a bit for each of the first rows that meets a condition. */
  void match(Term term, int rows, long[] bits);

  /** Sets a bit for each of the first rows that has a value. */
  void known(int rows, long[] bits);
}
