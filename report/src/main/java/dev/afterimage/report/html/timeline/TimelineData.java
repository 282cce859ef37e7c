// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.report.html.subject.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs, step by step, as the timeline draws them; times in milliseconds from a run's start. */
public final class TimelineData {
  private final Subject subject;
  private final List<Lanes.Row> rows;
  private final Columns table = new Columns();
  private final Columns attempts = new Columns();

  private TimelineData(Subject subject, List<Lanes.Row> rows) {
    this.subject = subject;
    this.rows = rows;
  }

  /** Returns the tables of the rows, the attempts, the sandboxes and the marks. */
  public static ObjectNode of(Subject subject, List<Lanes.Row> rows) {
    TimelineData data = new TimelineData(subject, rows);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("offset", subject.story().offset().getTotalSeconds());
    subject.situation().baseline().ifPresent(run -> json.set("a", run(run)));
    json.set("b", run(subject.situation().run()));
    data.rows();
    json.set("rows", data.table.json());
    json.set("attempts", data.attempts.json());
    new SandboxData(subject, rows).addTo(json);
    json.set("marks", Marks.of(subject));
    return json;
  }

  private static ObjectNode run(Run run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", run.name());
    node.put("status", run.status().name());
    node.put("start", run.times().start().toEpochMilli());
    node.put("end", run.lastMoment().toEpochMilli());
    return node;
  }

  private void rows() {
    Optional<Run> a = subject.situation().baseline();
    Run b = subject.situation().run();
    for (int number = 0; number < rows.size(); number++) {
      Lanes.Row row = rows.get(number);
      table.put("parent", row.parent());
      table.put("kind", row.kind().name());
      table.put("label", row.label());
      table.put("path", row.path());
      side("a", row.a(), a);
      side("b", row.b(), Optional.of(b));
      table.put("items", items(row));
      table.end();
      attempts(number, 0, row.a(), a);
      attempts(number, 1, row.b(), Optional.of(b));
    }
  }

  private static int items(Lanes.Row row) {
    return row.b().or(row::a).flatMap(step -> step.work().items()).orElse(-1);
  }

  /** A step that the run does not have starts at -1. */
  private void side(String side, Optional<Step> step, Optional<Run> run) {
    if (step.isEmpty() || run.isEmpty()) {
      table.put(side + "0", -1).put(side + "1", -1).put(side + "s", "");
      return;
    }
    Instant left = step.get().span().left().orElse(run.get().lastMoment());
    table.put(side + "0", since(run.get(), step.get().span().entered()));
    table.put(side + "1", since(run.get(), left));
    table.put(side + "s", step.get().end().status().name());
  }

  private static long since(Run run, Instant at) {
    return Math.max(0, at.toEpochMilli() - run.times().start().toEpochMilli());
  }

  private void attempts(int row, int side, Optional<Step> step, Optional<Run> run) {
    if (step.isEmpty() || run.isEmpty()) {
      return;
    }
    for (Attempt attempt : step.get().attempts()) {
      attempts.put("row", row).put("side", side);
      attempts.put("t0", since(run.get(), attempt.times().scheduled()));
      attempts.put("t1", since(run.get(), attempt.times().ended().orElse(run.get().lastMoment())));
      attempts.put("s", attempt.end().status().name());
      attempts.end();
    }
  }
}
