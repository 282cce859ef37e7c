// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is written about a cause for a reader: the prose of its page.
 *
 * <p>The text lies beside the code, as {@code causes/<id>.md}. Its first line names the family; six
 * sections follow, always the same ones.
 */
public record CausePage(Family family, List<Section> sections) {
  /** The titles of the sections, in their order. */
  public static final List<String> TITLES =
      List.of(
          "What happens",
          "How AWS shows it",
          "What supports it",
          "What refutes it",
          "Mistaken for",
          "What to do");

  private static final String FAMILY = "Family: ";
  private static final String HEADING = "## ";

  /** What causes have in common, as a reader looks for them. */
  public enum Family {
    /** Time and memory. */
    LIMITS("Limits of time and memory"),
    /** The process and what it is made of. */
    RUNTIME("Code that cannot start, ends early, or cannot answer"),
    /** Step Functions itself. */
    WORKFLOW("The workflow and its definition"),
    /** Lambda before any code runs. */
    SERVICE("Refusals by Lambda"),
    /** The way from a sandbox to what it calls. */
    NETWORK("Network and file systems"),
    /** What a process keeps between invocations. */
    PROCESS("State of a warm process"),
    /** Whatever the function calls. */
    DEPENDENCY("Services that the function calls"),
    /** Items, parallel work and chance. */
    DATA("Data, parallel work and chance"),
    /** Between the two runs. */
    CHANGE("Changes between the runs");

    private final String title;

    Family(String title) {
      this.title = title;
    }

    /** Returns the family's name for a reader. */
    public String title() {
      return title;
    }
  }

  /**
   * A part of a page.
   *
   * @param text Markdown without the heading
   */
  public record Section(String title, String text) {
    public Section {
      requireNonNull(title, "title is null");
      requireNonNull(text, "text is null");
    }
  }

  /**
   * Checks the sections.
   *
   * @throws IllegalArgumentException where they are not the six, or one is empty
   */
  public CausePage {
    requireNonNull(family, "family is null");
    sections = List.copyOf(sections);
    List<String> titles = sections.stream().map(Section::title).toList();
    if (!titles.equals(TITLES)) {
      throw new IllegalArgumentException("the sections are " + titles + ", not " + TITLES);
    }
    for (Section section : sections) {
      if (section.text().isBlank()) {
        throw new IllegalArgumentException("the section '" + section.title() + "' is empty");
      }
    }
  }

  /**
   * Reads the page of a cause.
   *
   * @throws IllegalStateException where there is none, or it has not the form of a page
   */
  public static CausePage of(Cause cause) {
    String name = "causes/" + cause.id() + ".md";
    try (InputStream in = CausePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the cause " + cause.id() + " has no page: " + name);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException where the text has not the form of a page
   */
  static CausePage parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith(FAMILY)) {
      throw new IllegalArgumentException("the first line does not name the family");
    }
    List<Section> sections = new ArrayList<>();
    for (String part : String.join("\n", lines).split("(?m)^" + HEADING, -1)) {
      if (!part.startsWith(FAMILY)) {
        int end = part.indexOf('\n');
        String title = end < 0 ? part : part.substring(0, end);
        sections.add(new Section(title.strip(), end < 0 ? "" : part.substring(end).strip()));
      }
    }
    return new CausePage(family(lines.get(0).substring(FAMILY.length()).strip()), sections);
  }

  private static Family family(String name) {
    for (Family family : Family.values()) {
      if (family.name().toLowerCase(Locale.ROOT).equals(name)) {
        return family;
      }
    }
    throw new IllegalArgumentException("there is no family '" + name + "'");
  }
}
