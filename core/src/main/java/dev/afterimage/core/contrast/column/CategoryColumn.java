// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A category, as numbers of a dictionary. */
final class CategoryColumn implements Column {
  private final Codes codes;
  private final List<String> names;
  private final Map<String, Integer> index = new HashMap<>();

  /**
   * Creates a column.
   *
   * @param codes 0 is unknown, n the n-th name
   */
  CategoryColumn(Codes codes, List<String> names) {
    this.codes = codes;
    this.names = names;
    names.forEach(name -> index.put(name, index.size() + 1));
  }

  @Override
  public void profile(Profile profile, int attribute, int failed) {
    long[] ofFailed = new long[names.size() + 1];
    long[] ofOk = new long[names.size() + 1];
    for (int row = 0; row < codes.size(); row++) {
      (row < failed ? ofFailed : ofOk)[codes.get(row)]++;
    }
    Map<String, long[]> values = profile.values().get(attribute);
    for (int code = 1; code <= names.size(); code++) {
      values.put(names.get(code - 1), new long[] {ofFailed[code], ofOk[code]});
    }
  }

  @Override
  public byte[] encode(Encoding.Coding coding) {
    Map<String, Integer> of = ((Encoding.Values) coding).codes();
    byte[] table = new byte[names.size() + 1];
    for (int code = 1; code <= names.size(); code++) {
      table[code] = (byte) of.getOrDefault(names.get(code - 1), Encoding.RARE).intValue();
    }
    return codes.map(table);
  }

  @Override
  public void match(Term term, int rows, long[] bits) {
    int wanted = index.getOrDefault(((Term.Is) term).value(), 0);
    for (int row = 0; wanted > 0 && row < rows; row++) {
      if (codes.get(row) == wanted) {
        bits[row >> 6] |= 1L << row;
      }
    }
  }

  @Override
  public void known(int rows, long[] bits) {
    for (int row = 0; row < rows; row++) {
      if (codes.get(row) > 0) {
        bits[row >> 6] |= 1L << row;
      }
    }
  }
}
