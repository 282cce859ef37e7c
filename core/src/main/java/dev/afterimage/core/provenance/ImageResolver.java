// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.ImageInForce.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which code a run had of a function, by the strongest proof there is. */
final class ImageResolver {
  private final Evidence evidence;
  private final FunctionStates states;
  private final Trail trail;

  ImageResolver(Evidence evidence, FunctionStates states, Trail trail) {
    this.evidence = evidence;
    this.states = states;
    this.trail = trail;
  }

  /** Returns one entry for each image that the run saw of the function. */
  List<ImageInForce> resolve(Usage usage) {
    Map<String, Usage.Window> versions =
        usage.versions().isEmpty() ? Map.of(askedVersion(usage), usage.whole()) : usage.versions();
    List<ImageInForce> images = new ArrayList<>();
    versions.forEach(
        (version, window) ->
            images.addAll(
                version.equals(FunctionState.LATEST)
                    ? latest(usage, window)
                    : List.of(published(usage.function(), version))));
    return images;
  }

  /** Without a sign of what ran, the qualifier tells: a number, an alias, or $LATEST. */
  private String askedVersion(Usage usage) {
    String asked = usage.asked().orElse(FunctionState.LATEST);
    if (asked.matches("\\d+")) {
      return asked;
    }
    return evidence.stream(Kind.ALIAS)
        .filter(alias -> alias.text("Name").filter(asked::equals).isPresent())
        .filter(
            alias ->
                alias
                    .text("AliasArn")
                    .filter(a -> a.contains(":" + usage.function() + ":"))
                    .isPresent())
        .flatMap(alias -> alias.text("FunctionVersion").stream())
        .findFirst()
        .orElse(FunctionState.LATEST);
  }

  private ImageInForce published(String function, String version) {
    return states
        .of(function, version)
        .findFirst()
        .map(
            state ->
                image(
                    state,
                    Grade.PROVED,
                    "version " + version + " ran, and a published version never changes",
                    List.of(state.ref())))
        .orElseGet(
            () ->
                new ImageInForce(
                    version,
                    Optional.empty(),
                    ImageInForce.Description.NONE,
                    new ImageInForce.Proof(
                        Grade.UNKNOWN,
                        "version " + version + " ran, and no answer shows its code",
                        List.of())));
  }

  private List<ImageInForce> latest(Usage usage, Usage.Window window) {
    String function = usage.function();
    Optional<FunctionState> covering =
        answers(function)
            .filter(state -> state.validity().covers(window.from(), window.to()))
            .findFirst();
    if (covering.isPresent()) {
      FunctionState state = covering.get();
      return List.of(
          image(
              state,
              Grade.PROVED,
              "the function was last changed before the run used it and was asked afterwards",
              List.of(state.ref())));
    }
    TrailCode code = new TrailCode(trail, function);
    List<TrailEvent> inside = code.updates(window.from(), window.to());
    if (!inside.isEmpty()) {
      return new UpdateOverlap(usage, inside.get(0), before(function, window, code))
          .images(this::describe);
    }
    return List.of(reconstructed(function, window, code).orElseGet(() -> lead(function)));
  }

  /** States of $LATEST that answers show; CloudTrail's own are taken as updates. */
  private Stream<FunctionState> answers(String function) {
    return states.of(function, FunctionState.LATEST).filter(state -> state.ref().inner().isEmpty());
  }

  private Optional<ImageInForce> reconstructed(
      String function, Usage.Window window, TrailCode code) {
    Optional<TrailEvent> update =
        code.lastBefore(window.from()).filter(u -> TrailCode.digest(u).isPresent());
    Optional<Ref> sinceUpdate = update.flatMap(u -> code.coverage(u.at(), window.to()));
    if (update.isPresent() && sinceUpdate.isPresent()) {
      String digest = TrailCode.digest(update.get()).orElseThrow();
      return Optional.of(
          image(
              digest,
              Grade.RECONSTRUCTED,
              "CloudTrail shows the update that put it in force, and none after it until the run"
                  + " was over",
              List.of(update.get().refTo("/responseElements/codeSha256"), sinceUpdate.get())));
    }
    return answers(function).flatMap(state -> unchanged(state, window, code).stream()).findFirst();
  }

  /** A state asked before or after the run holds where CloudTrail shows no update in between. */
  private Optional<ImageInForce> unchanged(
      FunctionState state, Usage.Window window, TrailCode code) {
    Optional<Instant> asked = state.validity().askedAt();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Instant from = asked.get().isBefore(window.from()) ? asked.get() : window.from();
    Instant to = asked.get().isAfter(window.to()) ? asked.get() : window.to();
    return code.coverage(from, to)
        .filter(ref -> code.updates(from, to).isEmpty())
        .map(
            ref ->
                image(
                    state,
                    Grade.RECONSTRUCTED,
                    "the function had it when asked, and CloudTrail shows no update between then"
                        + " and the run",
                    List.of(state.ref(), ref)));
  }

  /** The digest in force just before the first update inside of the run. */
  private Optional<String> before(String function, Usage.Window window, TrailCode code) {
    return code.lastBefore(window.from())
        .flatMap(TrailCode::digest)
        .or(
            () ->
                answers(function)
                    .filter(
                        state ->
                            state
                                .validity()
                                .askedAt()
                                .filter(at -> at.isBefore(window.from()))
                                .isPresent())
                    .reduce((earlier, later) -> later)
                    .map(state -> state.code().digest()));
  }

  private ImageInForce lead(String function) {
    return answers(function)
        .reduce((earlier, later) -> later)
        .map(
            state ->
                image(
                    state,
                    Grade.UNKNOWN,
                    "an answer shows it, but not that the function had it during the run: "
                        + whatIsMissing(state),
                    List.of(state.ref())))
        .orElseGet(
            () ->
                new ImageInForce(
                    FunctionState.LATEST,
                    Optional.empty(),
                    ImageInForce.Description.NONE,
                    new ImageInForce.Proof(
                        Grade.UNKNOWN, "no answer shows the function's code", List.of())));
  }

  private static String whatIsMissing(FunctionState state) {
    return state.validity().askedAt().isEmpty()
        ? "no manifest tells when it was asked"
        : "the function was changed after the run, or asked before its end";
  }

  private ImageInForce image(FunctionState state, Grade grade, String because, List<Ref> refs) {
    ImageInForce.Description described = describe(state.code().digest());
    ImageInForce.Description description =
        new ImageInForce.Description(
            state.code().uri().or(described::uri),
            described.repository().or(() -> state.code().uri().map(ImageResolver::repository)),
            described.pushedAt(),
            described.tags());
    return new ImageInForce(
        state.version(),
        Optional.of(state.code().digest()),
        description,
        new ImageInForce.Proof(grade, because, refs));
  }

  private ImageInForce image(String digest, Grade grade, String because, List<Ref> refs) {
    return new ImageInForce(
        FunctionState.LATEST,
        Optional.of(digest),
        describe(digest),
        new ImageInForce.Proof(grade, because, refs));
  }

  /** Returns what the registry and the function's answers say of an image. */
  private ImageInForce.Description describe(String digest) {
    Optional<String> uri =
        states.functions().stream()
            .flatMap(function -> states.of(function).stream())
            .filter(state -> state.code().digest().equals(digest))
            .flatMap(state -> state.code().uri().stream())
            .findFirst();
    Optional<EvidenceRecord> detail =
        evidence.stream(Kind.IMAGE_DETAIL)
            .filter(image -> image.text("imageDigest").filter(digest::equals).isPresent())
            .findFirst();
    List<String> tags = new ArrayList<>();
    detail.ifPresent(image -> image.get("imageTags").forEach(tag -> tags.add(tag.asText())));
    return new ImageInForce.Description(
        uri,
        detail
            .flatMap(image -> image.text("repositoryName"))
            .or(() -> uri.map(ImageResolver::repository)),
        detail.flatMap(image -> image.moment("imagePushedAt")),
        tags);
  }

  private static String repository(String uri) {
    int slash = uri.indexOf('/');
    int at = uri.indexOf('@');
    return uri.substring(slash + 1, at < 0 ? uri.length() : at);
  }

  /** Whether a sandbox served two runs; its code was then the same in both. */
  static List<Sandbox> shared(Usage a, Usage b) {
    return a.sandboxes().stream().filter(b.sandboxes()::contains).toList();
  }
}
