// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Set;

/**
 * What differs inside the two images that a function ran in two runs.
 *
 * @param function the Lambda function
 * @param items what differs, ranked by what could matter to the failure
 * @param totals how much differs
 */
public record ContentDifference(
    String function, Verdict verdict, List<Item> items, Totals totals, Ref ref) {
  /**
   * What the comparison of the two images came to.
   *
   * @param id the word of the comparison, as {@code app-changed}
   * @param differs whether a container could see a difference
   */
  public record Verdict(String id, boolean differs, String text) {
    private static final Set<String> EQUAL = Set.of("same", "repacked", "rebuilt-without-change");

    public Verdict {
      requireNonNull(id, "id is null");
      requireNonNull(text, "text is null");
    }

    /** Whether the images were compared whole, and hold the same but for times and packing. */
    public boolean isEqual() {
      return !differs && EQUAL.contains(id);
    }
  }

  /** Why an item could matter: those that matter most come first. */
  public enum Kind {
    /** A file that the failing stack trace names, or that holds the line that raised. */
    FILE_ON_TRACE,
    /** A package that the failing stack trace leads through. */
    PACKAGE_ON_TRACE,
    /** Another package. */
    PACKAGE,
    /** A setting of the image's configuration. */
    CONFIGURATION,
    /** A file that no changed package explains. */
    FILE,
    /** A file of a package whose version differs. */
    FILE_OF_PACKAGE
  }

  /**
   * One difference.
   *
   * @param subject the path, package or setting
   * @param text in what it differs
   */
  public record Item(Kind kind, String subject, String text, Ref ref) {
    public Item {
      requireNonNull(kind, "kind is null");
      requireNonNull(subject, "subject is null");
      requireNonNull(text, "text is null");
      requireNonNull(ref, "ref is null");
    }
  }

  /**
   * How much differs.
   *
   * @param timesOnly how many paths differ in nothing but their time
   * @param more how many differences are not among the items
   */
  public record Totals(int files, int packages, int settings, int timesOnly, int more) {}

  public ContentDifference {
    requireNonNull(function, "function is null");
    requireNonNull(verdict, "verdict is null");
    items = List.copyOf(items);
    requireNonNull(totals, "totals is null");
    requireNonNull(ref, "ref is null");
  }

  /** Returns the files on the failing stack trace that differ. */
  public List<Item> onTrace() {
    return items.stream().filter(item -> item.kind() == Kind.FILE_ON_TRACE).toList();
  }

  /** Whether something that code could depend on differs beside the files of the trace. */
  public boolean hasOthers() {
    return items.stream()
        .anyMatch(item -> item.kind() != Kind.FILE_ON_TRACE && item.kind() != Kind.FILE);
  }
}
