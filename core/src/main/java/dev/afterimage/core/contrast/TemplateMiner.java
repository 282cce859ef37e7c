// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the templates of log lines: lines that differ in ids, numbers and names alone share one.
 *
 * <p>A fixed-depth tree after Drain (He et al., ICWS 2017): what is surely a variable is masked,
 * lines are grouped by their number of words and their first words, and within a group a line joins
 * the template that it shares most words with. Lines must be fed in an order that no file name can
 * change, since a template grows with what joins it.
 */
public final class TemplateMiner {
  /** What stands for a word that differs between the lines of a template. */
  public static final String ANY = "<*>";

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?"
              + "|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|arn:aws[\\w-]*:[^\\s\"',]+"
              + "|\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b"
              + "|-?\\d+(?:\\.\\d+)*");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_WORDS = 60;
  private static final double LEAST_SHARED = 0.6;

  /** Children of one node beyond which a word is taken for a variable. */
  private static final int MOST_CHILDREN = 100;

  private final Map<String, List<Group>> groups = new HashMap<>();
  private final Map<String, Integer> children = new HashMap<>();
  private final List<Group> all = new ArrayList<>();

  /** Returns the number of the template that a line belongs to, from 0; it may be a new one. */
  public int add(String line) {
    String[] words = words(line);
    List<Group> leaf = groups.computeIfAbsent(path(words), key -> new ArrayList<>());
    Group best = null;
    double most = LEAST_SHARED;
    for (Group group : leaf) {
      double shared = group.shared(words);
      if (shared >= most) {
        best = group;
        most = StrictMath.nextUp(shared);
      }
    }
    if (best == null) {
      best = new Group(all.size(), words);
      leaf.add(best);
      all.add(best);
    } else {
      best.join(words);
    }
    return best.number;
  }

  /** Returns the text of a template, with {@link #ANY} for what differs. */
  public String text(int number) {
    return String.join(" ", all.get(number).words);
  }

  /** Returns the start of a line with {@link #ANY} for what is surely a variable. */
  public static String mask(String line) {
    return VARIABLE.matcher(head(line)).replaceAll(ANY);
  }

  private static String head(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
  }

  private static String[] words(String line) {
    String first = head(line).strip().lines().findFirst().orElse("");
    String[] words = SPACE.split(mask(first), MOST_WORDS + 1);
    return words.length > MOST_WORDS ? java.util.Arrays.copyOf(words, MOST_WORDS) : words;
  }

  /** The way to a leaf of the tree: the number of words, then the first word, where it is fixed. */
  private String path(String[] words) {
    String length = words.length + " ";
    boolean variable = words[0].contains(ANY);
    String path = length + (variable ? ANY : words[0]);
    if (!variable && !groups.containsKey(path)) {
      int siblings = children.merge(length, 1, Integer::sum);
      return siblings > MOST_CHILDREN ? length + ANY : path;
    }
    return path;
  }

  private static final class Group {
    private final int number;
    private final String[] words;

    Group(int number, String[] words) {
      this.number = number;
      this.words = words.clone();
    }

    /** Returns the share of words that a line has in common with the template. */
    double shared(String[] line) {
      int same = 0;
      for (int i = 0; i < words.length; i++) {
        same += words[i].equals(line[i]) ? 1 : 0;
      }
      return same / (double) words.length;
    }

    void join(String[] line) {
      for (int i = 0; i < words.length; i++) {
        if (!words[i].equals(line[i])) {
          words[i] = ANY;
        }
      }
    }
  }
}
