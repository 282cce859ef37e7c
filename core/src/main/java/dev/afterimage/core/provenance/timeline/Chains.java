// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Registry;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Follows an image from the commit to the steps that ran it. */
public final class Chains {
  private static final int MOST_NAMES = 3;

  private final ImageHistory history;
  private final String function;
  private final ImageInForce image;
  private final List<Chain.Link> links = new ArrayList<>();

  private Chains(ImageHistory history, String function, ImageInForce image) {
    this.history = history;
    this.function = function;
    this.image = image;
  }

  /** Returns the chain of an image that a function ran; empty where its digest is not known. */
  public static Chain of(ImageHistory history, String function, ImageInForce image) {
    Chains chain = new Chains(history, function, image);
    image.digest().ifPresent(chain::follow);
    return new Chain(chain.links);
  }

  private void follow(String digest) {
    history.registry().detail(digest).ifPresent(this::commit);
    push(digest);
    update(digest);
    if (!image.version().equals(FunctionState.LATEST)) {
      version();
      alias();
    }
    ImageInForce.Uses uses = image.uses();
    used(Chain.Kind.SANDBOX, "sandboxes", uses.sandboxes());
    used(Chain.Kind.STEP, "steps", uses.steps());
  }

  private void commit(EvidenceRecord detail) {
    int index = 0;
    for (JsonNode tag : detail.get("imageTags")) {
      String name = tag.asText("");
      if (Tag.isCommit(name)) {
        add(
            Chain.Kind.COMMIT,
            "the tag " + name + " reads like a commit",
            Optional.empty(),
            Optional.empty(),
            List.of(detail.ref("imageTags").child(index)));
      }
      index++;
    }
  }

  private void push(String digest) {
    List<Registry.Push> pushes = history.registry().pushes(digest);
    pushes.stream()
        .filter(push -> push.by().isPresent())
        .findFirst()
        .or(() -> pushes.stream().findFirst())
        .ifPresent(
            push ->
                add(
                    Chain.Kind.PUSH,
                    "it was pushed to " + push.repository(),
                    Optional.of(push.at()),
                    push.by(),
                    List.of(push.ref())));
  }

  private void update(String digest) {
    lastBefore(
            Stream.concat(
                    history.trail().on(function, "UpdateFunctionCode"),
                    history.trail().on(function, "CreateFunction"))
                .filter(event -> hasDigest(event, digest)))
        .ifPresent(
            event ->
                add(
                    Chain.Kind.UPDATE,
                    "the function was updated to it",
                    Optional.of(event.at()),
                    by(event),
                    List.of(event.refTo("/responseElements/codeSha256"))));
  }

  private boolean hasDigest(TrailEvent event, String digest) {
    return Json.text(event.response(), "codeSha256")
        .filter(sha -> sha.equals(digest) || history.registry().isSame("sha256:" + sha, digest))
        .isPresent();
  }

  private void version() {
    Stream<TrailEvent> publishing =
        Stream.concat(
            history.trail().on(function, "PublishVersion"),
            history.trail().on(function, "UpdateFunctionCode"));
    lastBefore(
            publishing.filter(
                event ->
                    Json.text(event.response(), "version")
                        .filter(image.version()::equals)
                        .isPresent()))
        .ifPresentOrElse(
            event ->
                add(
                    Chain.Kind.VERSION,
                    "it was published as version " + image.version(),
                    Optional.of(event.at()),
                    by(event),
                    List.of(event.ref())),
            this::shownVersion);
  }

  private void shownVersion() {
    history
        .states()
        .of(function, image.version())
        .findFirst()
        .ifPresent(
            state ->
                add(
                    Chain.Kind.VERSION,
                    "it is version " + image.version(),
                    state.validity().modified(),
                    Optional.empty(),
                    List.of(state.ref())));
  }

  private void alias() {
    lastBefore(
            Stream.concat(
                    history.trail().on(function, "UpdateAlias"),
                    history.trail().on(function, "CreateAlias"))
                .filter(
                    event ->
                        Json.text(event.request(), "functionVersion")
                            .filter(image.version()::equals)
                            .isPresent()))
        .ifPresent(
            event ->
                add(
                    Chain.Kind.ALIAS,
                    "the alias "
                        + Json.text(event.request(), "name").orElse("?")
                        + " was led to it",
                    Optional.of(event.at()),
                    by(event),
                    List.of(event.ref())));
  }

  private void used(Chain.Kind kind, String what, List<String> names) {
    if (names.isEmpty() || image.uses().evidence().isEmpty()) {
      return;
    }
    List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
    String more =
        names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "";
    add(
        kind,
        names.size() + " " + what + " ran it: " + String.join(", ", shown) + more,
        Optional.of(image.uses().from()),
        Optional.empty(),
        image.uses().evidence());
  }

  /** What came after the image was used did not bring it there. */
  private Optional<TrailEvent> lastBefore(Stream<TrailEvent> events) {
    Instant used = image.uses().to();
    return events
        .filter(event -> !event.at().isAfter(used))
        .reduce((earlier, later) -> later.at().isBefore(earlier.at()) ? earlier : later);
  }

  private static Optional<String> by(TrailEvent event) {
    return Optional.of(event.actor()).filter(actor -> !actor.isEmpty());
  }

  private void add(
      Chain.Kind kind, String text, Optional<Instant> at, Optional<String> by, List<Ref> evidence) {
    links.add(new Chain.Link(kind, text, at, by, evidence));
  }
}
