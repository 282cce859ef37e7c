// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Registry;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what the evidence shows of the code of a function, in time. */
public final class Timelines {
  private static final Map<String, Timeline.Kind> OPERATIONS =
      Map.of(
          "CreateFunction", Timeline.Kind.CODE_UPDATE,
          "UpdateFunctionCode", Timeline.Kind.CODE_UPDATE,
          "UpdateFunctionConfiguration", Timeline.Kind.CONFIGURATION_UPDATE,
          "PublishVersion", Timeline.Kind.PUBLISH,
          "CreateAlias", Timeline.Kind.ALIAS_MOVE,
          "UpdateAlias", Timeline.Kind.ALIAS_MOVE,
          "DeleteAlias", Timeline.Kind.ALIAS_MOVE);

  private static final int MOST_PUSHES = 20;

  private final ImageHistory history;
  private final String function;
  private final List<Timeline.Entry> entries = new ArrayList<>();

  private Timelines(ImageHistory history, String function) {
    this.history = history;
    this.function = function;
  }

  /** Returns the timeline of a function. */
  public static Timeline of(ImageHistory history, String function) {
    Timelines timeline = new Timelines(history, function);
    timeline.collect();
    return timeline.sorted();
  }

  /** Returns the timeline of a function that two runs used. */
  public static Timeline of(ImageHistory history, FunctionImages images) {
    Timelines timeline = new Timelines(history, images.function());
    timeline.collect();
    images.a().forEach(image -> timeline.use(image, "the baseline used it"));
    images.b().forEach(image -> timeline.use(image, "the run under question used it"));
    return timeline.sorted();
  }

  private void collect() {
    history.trail().events().stream()
        .filter(TrailEvent::succeeded)
        .filter(event -> event.function().filter(function::equals).isPresent())
        .forEach(event -> kind(event).ifPresent(kind -> change(event, kind)));
    history.states().of(function).stream()
        .filter(state -> !state.isFromTrail())
        .forEach(this::answer);
    repositories().forEach(this::pushes);
  }

  /** Of images that the function never had, only the newest: a repository may hold thousands. */
  private void pushes(String repository) {
    List<Registry.Push> pushes = history.registry().pushesTo(repository);
    List<Registry.Push> strange = pushes.stream().filter(push -> !isKnown(push)).toList();
    List<Registry.Push> newest =
        strange.subList(Math.max(0, strange.size() - MOST_PUSHES), strange.size());
    pushes.stream().filter(push -> isKnown(push) || newest.contains(push)).forEach(this::push);
  }

  private boolean isKnown(Registry.Push push) {
    return history.states().of(function).stream()
        .anyMatch(state -> history.registry().isSame(state.code().digest(), push.digest()));
  }

  private Timeline sorted() {
    entries.sort(
        Comparator.comparing(Timeline.Entry::at)
            .thenComparing(Timeline.Entry::kind)
            .thenComparing(Timeline.Entry::text));
    return new Timeline(function, entries);
  }

  private static Optional<Timeline.Kind> kind(TrailEvent event) {
    return OPERATIONS.entrySet().stream()
        .filter(entry -> event.is("lambda", entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void change(TrailEvent event, Timeline.Kind kind) {
    entries.add(
        new Timeline.Entry(
            event.at(),
            kind,
            text(event, kind),
            Json.text(event.response(), "codeSha256").map(Timelines::digest),
            Optional.of(event.actor()).filter(actor -> !actor.isEmpty()),
            List.of(event.ref())));
  }

  private static String text(TrailEvent event, Timeline.Kind kind) {
    return switch (kind) {
      case CODE_UPDATE ->
          Json.text(event.request(), "imageUri")
              .map(uri -> "its code was updated from " + uri)
              .orElse("its code was updated");
      case CONFIGURATION_UPDATE -> "its configuration was updated";
      case PUBLISH ->
          "version " + Json.text(event.response(), "version").orElse("?") + " was published";
      case ALIAS_MOVE -> aliasText(event.request());
      default -> event.name();
    };
  }

  private static String aliasText(JsonNode request) {
    String name = Json.text(request, "name").orElse("?");
    Set<String> versions = new TreeSet<>();
    Json.text(request, "functionVersion").ifPresent(versions::add);
    request
        .path("routingConfig")
        .path("additionalVersionWeights")
        .fieldNames()
        .forEachRemaining(versions::add);
    return versions.isEmpty()
        ? "the alias " + name + " was changed"
        : "the alias " + name + " leads to version " + String.join(" and ", versions);
  }

  private void answer(FunctionState state) {
    state
        .validity()
        .askedAt()
        .ifPresent(
            at ->
                entries.add(
                    new Timeline.Entry(
                        at,
                        Timeline.Kind.ANSWER,
                        "an answer shows the code of " + state.version(),
                        Optional.of(state.code().digest()),
                        Optional.empty(),
                        List.of(state.ref()))));
  }

  private void push(Registry.Push push) {
    entries.add(
        new Timeline.Entry(
            push.at(),
            Timeline.Kind.PUSH,
            "an image was pushed to "
                + push.repository()
                + push.tag().map(tag -> " as " + tag).orElse(""),
            Optional.of(push.digest()),
            push.by(),
            List.of(push.ref())));
  }

  private void use(ImageInForce image, String text) {
    ImageInForce.Uses uses = image.uses();
    Instant at = uses.from();
    entries.add(
        new Timeline.Entry(
            at, Timeline.Kind.USE, text, image.digest(), Optional.empty(), uses.evidence()));
  }

  /** The repositories that the function's images came from. */
  private Set<String> repositories() {
    Set<String> names = new TreeSet<>();
    for (FunctionState state : history.states().of(function)) {
      state.code().uri().or(state.code()::asked).map(Tag::repository).ifPresent(names::add);
      history
          .registry()
          .detail(state.code().digest())
          .flatMap(image -> image.text("repositoryName"))
          .ifPresent(names::add);
    }
    return names;
  }

  private static String digest(String sha) {
    return sha.length() == 64 ? "sha256:" + sha : sha;
  }
}
