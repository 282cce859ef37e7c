// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.fleet.rows.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run of the past has in common with the run under question, by one change. */
sealed interface Condition {
  /** Returns what it is, as words after "with". */
  String words();

  /** Returns the table that tells of it. */
  String table();

  /** A field of the input. Where it decides, a run without the field counts as one without it. */
  record Field(String name, Wanted wanted, String words) implements Condition {
    @Override
    public String table() {
      return "runs";
    }

    /** Whether a run is with it; none where its input does not tell. */
    Optional<Boolean> holds(Map<String, String> fields) {
      return Fields.mayBeCut(fields) && !fields.containsKey(name)
          ? Optional.empty()
          : wanted.holds(Optional.ofNullable(fields.get(name)));
    }
  }

  /** An item of a Map, by what tells it from others. */
  record Item(String key) implements Condition {
    @Override
    public String words() {
      return "the item " + key;
    }

    @Override
    public String table() {
      return "attempts";
    }
  }

  /** Code that a function ran. */
  record Code(String function, List<String> digests) implements Condition {
    @Override
    public String words() {
      return digests.stream()
              .map(digest -> digest.length() > 19 ? digest.substring(0, 19) + "…" : digest)
              .reduce((left, right) -> left + " or " + right)
              .orElse("")
          + " of "
          + function;
    }

    @Override
    public String table() {
      return "attempts";
    }
  }

  /** A start after something was changed. */
  record Since(Instant at) implements Condition {
    @Override
    public String words() {
      return "a start after the change at " + at;
    }

    @Override
    public String table() {
      return "runs";
    }
  }

  /** What an attempt of a function has: its value in one column, by a condition in SQL. */
  record Tried(String function, String column, String with, String words) implements Condition {
    @Override
    public String table() {
      return "attempts";
    }
  }

  /** Which values of a field are like that of the run under question. */
  sealed interface Wanted {
    /** Whether a value is; none where that cannot be said. */
    Optional<Boolean> holds(Optional<String> value);
  }

  /**
   * One value.
   *
   * @param orNone whether a run without the field is on the other side: the baseline has none
   */
  record Equal(String value, boolean orNone) implements Wanted {
    @Override
    public Optional<Boolean> holds(Optional<String> other) {
      return other.isEmpty() && !orNone
          ? Optional.empty()
          : Optional.of(other.filter(value::equals).isPresent());
    }
  }

  /** No value at all. */
  record Absent() implements Wanted {
    @Override
    public Optional<Boolean> holds(Optional<String> other) {
      return Optional.of(other.isEmpty());
    }
  }

  /** Numbers on one side of the middle between the two runs. */
  record Beyond(double bound, boolean above) implements Wanted {
    @Override
    public Optional<Boolean> holds(Optional<String> other) {
      return other.flatMap(Beyond::number).map(number -> above ? number > bound : number < bound);
    }

    private static Optional<Double> number(String text) {
      try {
        return Optional.of(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** Returns the condition behind a change; none where the tables cannot tell of it. */
  static Optional<Condition> of(Change change) {
    return switch (change.kind()) {
      case INPUT -> input(change);
      case CODE, IMAGE -> code(change).or(() -> since(change));
      default -> since(change);
    };
  }

  /** Returns the condition that is the inside of a partition; none where no column holds it. */
  static Optional<Condition> of(String function, Partition partition) {
    return Column.of(partition.attribute())
        .flatMap(column -> tried(function, column, partition.condition()));
  }

  private static Optional<Condition> tried(
      String function, Column column, Partition.Condition condition) {
    if (condition instanceof Partition.Threshold threshold) {
      double bound = threshold.above() ? threshold.to() : threshold.from();
      String with = column.name() + (threshold.above() ? " >= " : " <= ") + bound;
      String words = column.side(threshold.above(), bound);
      return Optional.of(new Tried(function, column.name(), with, words));
    }
    List<String> values = ((Partition.OneOf) condition).values();
    if (!column.name().equals("cold") || values.size() != 1) {
      return Optional.empty();
    }
    String with = values.get(0).equals("cold") ? "cold" : "NOT cold";
    return Optional.of(new Tried(function, column.name(), with, "a " + values.get(0) + " start"));
  }

  private static Optional<Condition> since(Change change) {
    return change.origin().at().map(Since::new);
  }

  private static Optional<Condition> code(Change change) {
    JsonNode digests = change.values().b();
    return digests.isTextual() && !change.values().a().isNull()
        ? Optional.of(
            new Code(change.field().subject(), List.of(digests.textValue().split(", ", -1))))
        : Optional.empty();
  }

  private static Optional<Condition> input(Change change) {
    JsonNode a = change.values().a();
    JsonNode b = change.values().b();
    String pointer = change.field().name();
    String name = pointer.substring(Math.min(1, pointer.length())).replace('/', '.');
    name = name.replace("~1", "/").replace("~0", "~");
    boolean ofItem = name.matches(".*(^|\\.)\\d+(\\..*|$)");
    if (ofItem) {
      return isPlain(b) ? Optional.of(new Item(b.asText())) : Optional.empty();
    }
    if (a.isNumber() && b.isNumber()) {
      double bound = (a.doubleValue() + b.doubleValue()) / 2;
      boolean above = b.doubleValue() > a.doubleValue();
      String words =
          String.format(Locale.ROOT, "%s %s %.6g", name, above ? "above" : "below", bound);
      return Optional.of(new Field(name, new Beyond(bound, above), words));
    }
    if (b.isNull()) {
      return isPlain(a)
          ? Optional.of(new Field(name, new Absent(), "no " + name))
          : Optional.empty();
    }
    return isPlain(b)
        ? Optional.of(new Field(name, new Equal(b.asText(), a.isNull()), name + " = " + b.asText()))
        : Optional.empty();
  }

  private static boolean isPlain(JsonNode node) {
    return node.isTextual() || node.isNumber() || node.isBoolean();
  }
}
