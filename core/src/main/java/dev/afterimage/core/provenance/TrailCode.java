// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The updates of one function's code that CloudTrail shows. */
record TrailCode(Trail trail, String function) {

  /** Whether a call changes the code of {@code $LATEST}. */
  static boolean changesCode(TrailEvent event) {
    boolean tried = event.request().path("dryRun").asBoolean(false);
    return !tried
        && (event.is("lambda", "UpdateFunctionCode") || event.is("lambda", "CreateFunction"));
  }

  /** Returns the updates in time. */
  List<TrailEvent> updates() {
    return trail.events().stream()
        .filter(event -> event.succeeded() && changesCode(event))
        .filter(event -> event.function().filter(function::equals).isPresent())
        .toList();
  }

  /** Returns the updates between two moments, both included. */
  List<TrailEvent> updates(Instant from, Instant to) {
    return updates().stream()
        .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(to))
        .toList();
  }

  /** Returns the last update before a moment. */
  Optional<TrailEvent> lastBefore(Instant moment) {
    return updates().stream()
        .filter(event -> event.at().isBefore(moment))
        .reduce((earlier, later) -> later);
  }

  /** Returns what shows that every update between two moments is known. */
  Optional<dev.afterimage.core.evidence.Ref> coverage(Instant from, Instant to) {
    return trail.coverage(
        from,
        to,
        Set.of(
            "ResourceName=" + function,
            "EventSource=lambda.amazonaws.com",
            "EventName=UpdateFunctionCode20150331v2"));
  }

  /** Returns the digest that an update answered with, as a function state writes it. */
  static Optional<String> digest(TrailEvent update) {
    return Json.text(update.response(), "codeSha256")
        .map(sha -> sha.length() == 64 ? "sha256:" + sha : sha);
  }
}
