// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that a module takes when it is imported and keeps for the life of the process.
 *
 * @param name the variable, or the decorator
 * @param taken where it is taken
 * @param usedByRaiser whether the function that raised uses it
 */
public record ModuleState(
    Kind kind, String name, CodePlace taken, Statement code, boolean usedByRaiser, Ref ref) {
  /** What a module took. */
  public enum Kind {
    /** A moment in time. */
    CLOCK("the clock"),
    /** A token, a secret or credentials, which expire. */
    TOKEN("a token or a secret"),
    /** A connection or a client, which the other side may close. */
    CONNECTION("a connection"),
    /** A collection or variable that invocations alter. */
    MUTABLE("a collection that invocations alter");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns it in words. */
    public String words() {
      return words;
    }

    /** Returns the kind that a file names; none where it names another one. */
    static Optional<Kind> of(String id) {
      return Stream.of(values())
          .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(id))
          .findFirst();
    }
  }

  /**
   * The statement that takes the value.
   *
   * @param through the line that takes it, where the statement calls the project's own code for it
   */
  public record Statement(String text, Optional<CodePlace> through) {
    public Statement {
      requireNonNull(text, "text is null");
      requireNonNull(through, "through is null");
    }
  }

  public ModuleState {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(taken, "taken is null");
    requireNonNull(code, "code is null");
    requireNonNull(ref, "ref is null");
  }

  /** Returns where and how the value is taken, in words: main.py:12 takes the clock at import. */
  public String text() {
    String through = code.through().map(place -> ", through " + place.text()).orElse("");
    String first = code.text().lines().findFirst().orElse("").strip();
    return taken.text() + " takes " + kind.words() + " at import" + through + ": `" + first + "`";
  }
}
