// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import dev.afterimage.oci.diff.Secrets;
import dev.afterimage.oci.line.SourceTree.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what modules take at import: a statement outside of every function that reads a clock,
 * fetches a token, opens a connection, or makes a collection that functions alter; directly, or by
 * a call into the project's own code.
 */
final class StateFinder {
  private static final Pattern PYTHON =
      Pattern.compile("([^\\W\\d]\\w*)\\s*(?::[^=]+)?=(?!=)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern BRACES =
      Pattern.compile(
          "(?:.*?[\\s])?([A-Za-z_$][\\w$]*)\\s*(?::[^=]+)?=(?![=>])\\s*(.*)", Pattern.DOTALL);
  private static final Pattern DECORATOR =
      Pattern.compile("@\\s*([\\w.]+)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("(?:new\\s+)?([A-Za-z_$][\\w$]*)\\s*\\(");

  private final SourceTree tree;
  private final Map<String, List<Taken>> taken = new HashMap<>();

  /** A line of the project's own code that takes something whenever its function is called. */
  private record Taken(String function, StateKind kind, SourceFile file, int line) {}

  StateFinder(SourceTree tree) {
    this.tree = tree;
  }

  /**
   * Returns the state of the modules of the project.
   *
   * @param raiser file and line that raised
   */
  List<ModuleState> find(SourceFile raiser, int line) throws IOException {
    Map<String, List<CodeLine>> scans = new HashMap<>();
    for (SourceFile file : tree.own()) {
      if (file.language() == raiser.language()) {
        scans.put(file.path(), file.scan());
      }
    }
    scans.computeIfAbsent(raiser.path(), path -> raiser.scan());
    for (SourceFile file : tree.own()) {
      index(file, scans.getOrDefault(file.path(), List.of()));
    }
    Raiser function = Raiser.at(scans.getOrDefault(raiser.path(), List.of()), line);
    List<ModuleState> states = new ArrayList<>();
    for (SourceFile file : tree.own()) {
      for (CodeLine code : scans.getOrDefault(file.path(), List.of())) {
        if (code.atImport()) {
          state(file, code, scans, function).ifPresent(states::add);
        }
      }
    }
    states.sort(
        Comparator.comparing((ModuleState s) -> !s.usedByRaiser())
            .thenComparing(s -> !s.place().path().equals(raiser.path()))
            .thenComparing(s -> s.place().path())
            .thenComparing(s -> s.place().line()));
    return states;
  }

  /** What a call of a function takes: its own lines, not those of functions defined in it. */
  private void index(SourceFile file, List<CodeLine> lines) {
    for (CodeLine code : lines) {
      List<String> scope = code.scope();
      Optional<StateKind> kind = StateRules.call(file.language(), code.bare());
      if (scope.isEmpty() || kind.isEmpty()) {
        continue;
      }
      String last = scope.get(scope.size() - 1);
      boolean constructor =
          last.equals("__init__") || last.equals("__post_init__") || last.equals("constructor");
      boolean field = last.equals(className(scope)) || code.bare().contains("default_factory");
      String called = constructor && scope.size() > 1 ? scope.get(scope.size() - 2) : last;
      if (constructor || field || !code.atImport()) {
        taken
            .computeIfAbsent(called, k -> new ArrayList<>())
            .add(new Taken(called, kind.get(), file, code.number()));
      }
    }
  }

  /** In Java the constructor has the name of its class. */
  private static String className(List<String> scope) {
    return scope.size() > 1 ? scope.get(scope.size() - 2) : "";
  }

  private Optional<ModuleState> state(
      SourceFile file, CodeLine code, Map<String, List<CodeLine>> scans, Raiser raiser) {
    Optional<Assigned> assigned = assigned(file.language(), code.bare());
    if (assigned.isEmpty()) {
      return Optional.empty();
    }
    String name = assigned.get().name();
    String value = assigned.get().value();
    Optional<StateKind> direct = StateRules.call(file.language(), value);
    Optional<Taken> called = direct.isPresent() ? Optional.empty() : called(file, value);
    boolean mutable =
        direct.isEmpty()
            && called.isEmpty()
            && StateRules.isCollection(file.language(), value)
            && isAltered(name, scans.getOrDefault(file.path(), List.of()));
    Optional<StateKind> kind =
        direct
            .or(() -> called.map(Taken::kind))
            .or(() -> mutable ? Optional.of(StateKind.MUTABLE) : Optional.empty());
    return kind.map(
        k ->
            new ModuleState(
                k,
                name,
                tree.place(file, code.number()),
                original(file, code),
                called.map(t -> tree.place(t.file(), t.line())),
                raiser.uses(name) || called.filter(t -> raiser.isIn(t.function())).isPresent()));
  }

  private record Assigned(String name, String value) {}

  private static Optional<Assigned> assigned(Language language, String bare) {
    Matcher decorator = DECORATOR.matcher(bare);
    if (language == Language.PYTHON && decorator.lookingAt()) {
      String name = decorator.group(1);
      String rest = decorator.group(2);
      String call = rest.isEmpty() ? name + "()" : name + rest;
      return Optional.of(new Assigned(name, call));
    }
    Matcher matcher = (language == Language.PYTHON ? PYTHON : BRACES).matcher(bare);
    return matcher.matches()
        ? Optional.of(new Assigned(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /**
   * Of several functions of one name that of the same file is meant; else it must be the only one.
   */
  private Optional<Taken> called(SourceFile file, String value) {
    Matcher call = CALL.matcher(value);
    while (call.find()) {
      List<Taken> candidates = taken.getOrDefault(call.group(1), List.of());
      Optional<Taken> here =
          candidates.stream().filter(t -> t.file().path().equals(file.path())).findFirst();
      boolean oneFile = candidates.stream().map(t -> t.file().path()).distinct().count() == 1;
      if (here.isPresent() || oneFile) {
        return here.or(() -> candidates.stream().findFirst());
      }
    }
    return Optional.empty();
  }

  private static boolean isAltered(String name, List<CodeLine> lines) {
    Pattern alteration = StateRules.alteration(name);
    return lines.stream().anyMatch(l -> !l.atImport() && alteration.matcher(l.bare()).find());
  }

  private static String original(SourceFile file, CodeLine code) {
    List<String> lines = file.text().lines().toList();
    int last = Math.min(code.last(), Math.min(code.number() + 5, lines.size()));
    List<String> own = lines.subList(Math.min(code.number(), last) - 1, last);
    return Secrets.line(String.join("\n", own).strip());
  }

  /** The function that raised: its names and its code. */
  private record Raiser(List<String> scope, String code) {
    static Raiser at(List<CodeLine> lines, int line) {
      List<String> scope = List.of();
      for (CodeLine code : lines) {
        if (code.number() <= line) {
          scope = code.scope();
        }
      }
      StringBuilder text = new StringBuilder();
      for (CodeLine code : lines) {
        if (!scope.isEmpty() && !code.atImport() && code.isWithin(scope)) {
          text.append(code.bare()).append('\n');
        }
      }
      return new Raiser(scope, text.toString());
    }

    boolean uses(String name) {
      return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
          .matcher(code)
          .find();
    }

    boolean isIn(String function) {
      return scope.contains(function);
    }
  }
}
