// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.TrailEvent;
import dev.afterimage.report.Names;
import dev.afterimage.report.html.subject.Subject;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What changed the world around the runs: deploys, pushes and changes, as marks on the time axis.
 */
final class Marks {
  private static final int MOST = 200;

  private final Subject subject;
  private final ArrayNode marks = JsonNodeFactory.instance.arrayNode();
  private final Set<String> told = new HashSet<>();

  private Marks(Subject subject) {
    this.subject = subject;
  }

  static ArrayNode of(Subject subject) {
    Marks marks = new Marks(subject);
    marks.deploys();
    marks.pushes();
    marks.changes();
    return marks.marks;
  }

  private void add(Instant at, String kind, String text, Optional<Ref> ref) {
    if (marks.size() < MOST && told.add(at + text)) {
      ObjectNode mark = marks.addObject();
      mark.put("t", at.toEpochMilli()).put("kind", kind).put("text", text);
      mark.put("ref", ref.map(subject.refs()::number).orElse(-1));
    }
  }

  private Provenance provenance() {
    return subject.diagnosis().provenance();
  }

  private void deploys() {
    provenance().trail().events().stream()
        .filter(TrailEvent::succeeded)
        .filter(event -> !event.body().path("readOnly").asBoolean(false))
        .forEach(event -> add(event.at(), "deploy", text(event), Optional.of(event.ref())));
  }

  private static String text(TrailEvent event) {
    return event.name()
        + event.function().map(name -> " on " + name).orElse("")
        + " by "
        + event.actor();
  }

  private void pushes() {
    for (FunctionImages images : provenance().functions()) {
      Stream.concat(images.a().stream(), images.b().stream())
          .map(ImageInForce::description)
          .forEach(
              image ->
                  image
                      .pushedAt()
                      .ifPresent(
                          at ->
                              add(
                                  at,
                                  "push",
                                  "image of " + images.function() + " pushed",
                                  Optional.empty())));
    }
  }

  private void changes() {
    for (Change change : subject.diagnosis().comparison().changes()) {
      change
          .origin()
          .at()
          .ifPresent(
              at ->
                  add(
                      at,
                      "change",
                      Names.of(change.kind())
                          + " of "
                          + change.field().subject()
                          + ": "
                          + change.field().name(),
                      change.evidence().stream().findFirst()));
    }
  }
}
