// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Finds which of many short ASCII words a text holds, in one pass and whatever their case: an
 * automaton after Aho and Corasick. Most texts hold none, and need no further look.
 */
final class Anchors {
  private static final int ALPHABET = 128;

  private final List<int[]> next = new ArrayList<>();
  private final List<BitSet> found = new ArrayList<>();

  /** The rows one behind the other, and which states end a word: every text is run through them. */
  private final int[] table;

  private final boolean[] ends;

  Anchors(List<String> words) {
    newState();
    for (int i = 0; i < words.size(); i++) {
      add(words.get(i).toLowerCase(Locale.ROOT), i);
    }
    link();
    this.table = new int[next.size() * ALPHABET];
    this.ends = new boolean[next.size()];
    for (int state = 0; state < next.size(); state++) {
      System.arraycopy(next.get(state), 0, table, state * ALPHABET, ALPHABET);
      ends[state] = !found.get(state).isEmpty();
    }
  }

  private int newState() {
    int[] row = new int[ALPHABET];
    Arrays.fill(row, -1);
    next.add(row);
    found.add(new BitSet());
    return next.size() - 1;
  }

  private void add(String word, int index) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int[] row = next.get(state);
      if (row[c] < 0) {
        row[c] = newState();
      }
      state = row[c];
    }
    found.get(state).set(index);
  }

  /** Completes the rows: where a word does not go on, the longest other word that may. */
  private void link() {
    int[] fallback = new int[next.size()];
    Deque<Integer> queue = new ArrayDeque<>();
    for (int c = 0; c < ALPHABET; c++) {
      int[] root = next.get(0);
      if (root[c] < 0) {
        root[c] = 0;
      } else {
        queue.add(root[c]);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      found.get(state).or(found.get(fallback[state]));
      int[] row = next.get(state);
      for (int c = 0; c < ALPHABET; c++) {
        int other = next.get(fallback[state])[c];
        if (row[c] < 0) {
          row[c] = other;
        } else {
          fallback[row[c]] = other;
          queue.add(row[c]);
        }
      }
    }
    for (int[] row : next) {
      for (char c = 'A'; c <= 'Z'; c++) {
        row[c] = row[c + ('a' - 'A')];
      }
    }
  }

  /** Whether a text holds any of the words. */
  boolean isAnyIn(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = c < ALPHABET ? table[state * ALPHABET + c] : 0;
      if (ends[state]) {
        return true;
      }
    }
    return false;
  }

  /** Returns the indices of the words that a text holds. */
  BitSet in(String text) {
    BitSet seen = new BitSet();
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = c < ALPHABET ? table[state * ALPHABET + c] : 0;
      if (ends[state]) {
        seen.or(found.get(state));
      }
    }
    return seen;
  }
}
