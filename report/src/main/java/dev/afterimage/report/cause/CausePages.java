// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.cause;

import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.core.diagnosis.CausalMap;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CausePage;
import dev.afterimage.core.diagnosis.CauseTest;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The pages of the catalogue of causes as Markdown: one for each cause, and the index. */
public final class CausePages {
  private static final String GENERATED =
      "<!-- Generated; edit core/src/main/resources/dev/afterimage/core/diagnosis/causes and write"
          + " anew, as CONTRIBUTING.md says. -->\n";

  private static final String HOW_TO_READ =
      """
      On the command line, `afterimage causes` lists them, and `afterimage causes ID` shows one.

      The pages say what the tests weigh. *Decisive* is the crucial prediction: with it, and nothing against it, a cause is
      confirmed. *Some*, *more* and *a little* support without deciding. Under "What refutes it" each line refutes the cause
      for itself, but for those that begin with *Against it*: they only weigh. *Held* means confirmed or supported. Words in
      capitals in a command are yours to fill in; a step marked *(changes state)* is not read-only.
      """;

  private CausePages() {}

  /** Returns the page of a cause. */
  public static String markdown(Cause cause) {
    CausePage page = CausePage.of(cause);
    StringBuilder text = new StringBuilder(GENERATED);
    text.append("# ").append(cause.title()).append("\n\n");
    text.append('`').append(cause.id()).append("` · [").append(page.family().title());
    text.append("](README.md) · ").append(role(cause.role())).append("\n\n");
    text.append("> **What must be seen:** ").append(cause.crucial()).append('\n');
    for (CausePage.Section section : page.sections()) {
      text.append("\n## ").append(section.title()).append("\n\n");
      text.append(section.text()).append('\n');
    }
    text.append("\n## Its place in a chain\n\n");
    text.append("- Can be brought about by: ").append(links(CausalMap.causesOf(cause.id())));
    text.append("\n- Can bring about: ").append(links(CausalMap.effectsOf(cause.id())));
    text.append("\n\n## What a report recommends\n\n").append(remedy(cause)).append('\n');
    return text.toString();
  }

  /** Returns the index of the pages, by family. */
  public static String index() {
    StringBuilder text = new StringBuilder(GENERATED);
    text.append("# The catalogue of causes\n\n");
    text.append("Every cause that is tested, ").append(causes().size()).append(" in all.\n");
    text.append(HOW_TO_READ);
    for (CausePage.Family family : CausePage.Family.values()) {
      text.append("\n## ").append(family.title()).append("\n\n");
      for (Cause cause : causes()) {
        if (CausePage.of(cause).family() == family) {
          text.append("- ").append(link(cause.id())).append(": ");
          text.append(cause.title()).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Returns the causes in the order of their ids. */
  public static List<Cause> causes() {
    return Catalogue.entries().stream()
        .map(CauseTest::cause)
        .sorted(Comparator.comparing(Cause::id))
        .toList();
  }

  /** Says what kind of link of a chain a cause is. */
  static String role(Cause.Role role) {
    return switch (role) {
      case CHANGE ->
          "a change: what somebody did; the root where the failing mechanism follows from it";
      case MECHANISM ->
          "a mechanism: how the failure comes about; the root where no change or other cause is"
              + " shown to have brought it about";
      case GENERIC ->
          "generic: true of many failures; the root only where nothing more specific is at least"
              + " supported";
    };
  }

  static String remedy(Cause cause) {
    return cause.remedy().text() + ": " + cause.remedy().why() + ".";
  }

  private static String links(SortedSet<String> ids) {
    return ids.isEmpty()
        ? "no other cause of the catalogue"
        : ids.stream().map(CausePages::link).collect(Collectors.joining(", "));
  }

  private static String link(String id) {
    return "[" + id + "](" + id + ".md)";
  }
}
