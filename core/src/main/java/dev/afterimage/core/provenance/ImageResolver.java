// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.ImageInForce.Grade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells which code a run had of a function, by the strongest proof there is. */
final class ImageResolver {
  private static final int MOST_REFS = 12;

  private final FunctionStates states;
  private final Trail trail;
  private final AliasStates aliases;
  private final Registry registry;
  private final Retention retention;

  ImageResolver(
      FunctionStates states, Trail trail, AliasStates aliases, Registry registry, Retention gone) {
    this.states = states;
    this.trail = trail;
    this.aliases = aliases;
    this.registry = registry;
    this.retention = gone;
  }

  /** Returns one entry for each image that the run saw of the function. */
  List<ImageInForce> resolve(Usage usage) {
    List<ImageInForce> images = new ArrayList<>();
    usage
        .byVersion()
        .forEach(
            (version, uses) ->
                images.addAll(
                    version.equals(FunctionState.LATEST)
                        ? latest(usage.function(), uses)
                        : List.of(published(usage.function(), version, uses))));
    usage.byAlias().forEach((alias, uses) -> addNew(images, ofAlias(alias, uses)));
    return images;
  }

  /** What is known to have run needs no guess by way of an alias. */
  private static void addNew(List<ImageInForce> images, List<ImageInForce> more) {
    for (ImageInForce image : more) {
      boolean known =
          images.stream()
              .anyMatch(
                  here ->
                      here.version().equals(image.version())
                          && here.digest().equals(image.digest()));
      if (!known) {
        images.add(image);
      }
    }
  }

  private ImageInForce published(String function, String version, List<Usage.Use> uses) {
    return states
        .of(function, version)
        .findFirst()
        .map(
            state ->
                image(
                    state,
                    proof(
                        Grade.PROVED,
                        "version " + version + " ran, and a published version never changes",
                        List.of(state.ref())),
                    uses))
        .orElseGet(
            () ->
                unknown(
                    version,
                    "version " + version + " ran, and no answer shows its code" + whyNot(function),
                    uses));
  }

  private List<ImageInForce> ofAlias(FunctionName alias, List<Usage.Use> uses) {
    String name = alias.qualifier().orElse("");
    Usage.Window window = Usage.span(uses);
    Optional<AliasStates.Target> target = aliases.target(alias, window);
    if (target.isEmpty()) {
      return List.of(
          unknown(
              name,
              "nothing tells which version the alias " + name + " led to" + whyNot(alias.name()),
              uses));
    }
    List<ImageInForce> images = new ArrayList<>();
    for (String version : new TreeSet<>(target.get().versions())) {
      images.add(ofAlias(alias, version, target.get(), uses));
    }
    return images;
  }

  private ImageInForce ofAlias(
      FunctionName alias, String version, AliasStates.Target target, List<Usage.Use> uses) {
    String name = alias.qualifier().orElse("");
    ImageInForce there = published(alias.name(), version, uses);
    List<Ref> refs = new ArrayList<>(target.evidence());
    refs.addAll(there.proof().evidence());
    if (there.digest().isEmpty()) {
      return unknown(version, "the alias " + name + " led to it, and no answer shows it", uses);
    }
    boolean one = target.versions().size() == 1;
    Grade grade = one ? target.certain() ? Grade.RECONSTRUCTED : Grade.UNKNOWN : Grade.AMBIGUOUS;
    String because =
        one
            ? target.certain()
                ? "the alias " + name + " led to version " + version + ", and nobody moved it"
                : "the alias "
                    + name
                    + " leads to version "
                    + version
                    + ", but nothing shows that it did during the run"
            : "the alias "
                + name
                + " led to the versions "
                + String.join(" and ", new TreeSet<>(target.versions()))
                + ", and only the logs would tell which call ran which";
    return there.with(proof(grade, because, refs));
  }

  private List<ImageInForce> latest(String function, List<Usage.Use> uses) {
    Usage.Window window = Usage.span(uses);
    TrailCode code = new TrailCode(trail, function);
    List<CodeSequence.Update> updates = updates(function, window, code);
    if (!updates.isEmpty()) {
      CodeSequence sequence = new CodeSequence(before(function, updates, code), updates);
      return sequence(sequence, uses, code.coverage(sequence.first().at(), window.to()));
    }
    return List.of(
        covering(function, window, uses)
            .or(() -> reconstructed(function, window, uses))
            .orElseGet(() -> lead(function, window, uses)));
  }

  /** The updates inside of the run, and those before it that may have come into force in it. */
  private List<CodeSequence.Update> updates(String function, Usage.Window window, TrailCode code) {
    Instant from = window.from().minus(CodeSequence.SETTLES);
    return code.updates(from, window.to()).stream()
        .filter(event -> !event.is("lambda", "CreateFunction"))
        .filter(event -> !hasFailed(function, event))
        .map(event -> update(function, event))
        .filter(update -> update.effective().isAfter(window.from()))
        .toList();
  }

  private CodeSequence.Update update(String function, TrailEvent event) {
    Optional<String> digest = TrailCode.digest(event);
    Instant latest = event.at().plus(CodeSequence.SETTLES);
    Instant effective =
        states
            .answers(function)
            .filter(state -> digest.filter(state.code().digest()::equals).isPresent())
            .flatMap(state -> state.validity().askedAt().stream())
            .filter(asked -> !asked.isBefore(event.at()) && asked.isBefore(latest))
            .min(Instant::compareTo)
            .orElse(latest);
    return new CodeSequence.Update(event, digest, effective);
  }

  /** An update that the function did not take left its code as it was. */
  private boolean hasFailed(String function, TrailEvent event) {
    return states
        .of(function, FunctionState.LATEST)
        .filter(FunctionState::hasFailedUpdate)
        .flatMap(state -> state.validity().modified().stream())
        .anyMatch(
            at ->
                !at.isBefore(event.at().minusSeconds(2)) && !at.isAfter(event.at().plusSeconds(2)));
  }

  private List<ImageInForce> sequence(
      CodeSequence sequence, List<Usage.Use> uses, Optional<Ref> covered) {
    List<ImageInForce> images = new ArrayList<>();
    Map<Integer, CodeSequence.Share> shares = sequence.shares(uses);
    shares.forEach(
        (number, share) ->
            images.add(ofSequence(sequence, number, share, covered, shares.size() == 1)));
    return images;
  }

  private ImageInForce ofSequence(
      CodeSequence sequence,
      int number,
      CodeSequence.Share share,
      Optional<Ref> covered,
      boolean only) {
    boolean placed = !share.placed.isEmpty() && covered.isPresent();
    List<Usage.Use> uses = share.placed.isEmpty() ? share.possible : share.placed;
    List<Ref> refs = new ArrayList<>(sequence.refs(number).toList());
    covered.ifPresent(refs::add);
    sandboxes(uses).forEach(sandbox -> refs.add(sandbox.ref()));
    String because =
        placed
            ? only
                ? "every use of it stands on one side of the updates of its code around the run"
                : share.placed.size() + " of its uses stand on this side of an update of its code"
            : covered.isEmpty()
                ? "its code was updated around the run, and nothing shows that it was not again"
                : "its code was updated around the run, and not every use can be placed before or"
                    + " after it";
    Optional<String> digest = sequence.digest(number);
    ImageInForce.Proof proof = proof(placed ? Grade.RECONSTRUCTED : Grade.AMBIGUOUS, because, refs);
    return new ImageInForce(
        FunctionState.LATEST,
        digest,
        digest.map(this::describe).orElse(ImageInForce.Description.NONE),
        proof,
        uses(uses));
  }

  private Optional<ImageInForce> covering(
      String function, Usage.Window window, List<Usage.Use> uses) {
    return states
        .answers(function)
        .filter(state -> state.validity().covers(window.from(), window.to()))
        .findFirst()
        .map(
            state -> {
              boolean settled = isSettled(state, window);
              return image(
                  state,
                  proof(
                      settled ? Grade.PROVED : Grade.AMBIGUOUS,
                      settled
                          ? "the function was last changed before the run used it and was asked"
                              + " afterwards"
                          : "the function was changed so shortly before the run that the code"
                              + " before may still have run",
                      List.of(state.ref())),
                  uses);
            });
  }

  /** Whether the last change was in force when the run began to use the function. */
  private boolean isSettled(FunctionState state, Usage.Window window) {
    Instant modified = state.validity().modified().orElse(Instant.MIN);
    Instant doubtful = window.from().minus(CodeSequence.SETTLES);
    boolean onlyConfigured =
        new TrailCode(trail, state.function()).coverage(doubtful, window.from()).isPresent();
    return !modified.isAfter(doubtful)
        || onlyConfigured
        || states
            .answers(state.function())
            .filter(other -> other.code().digest().equals(state.code().digest()))
            .flatMap(other -> other.validity().askedAt().stream())
            .anyMatch(asked -> !asked.isBefore(modified) && !asked.isAfter(window.from()));
  }

  private Optional<ImageInForce> reconstructed(
      String function, Usage.Window window, List<Usage.Use> uses) {
    TrailCode code = new TrailCode(trail, function);
    Optional<TrailEvent> update =
        code.lastBefore(window.from())
            .filter(u -> TrailCode.digest(u).isPresent() && !hasFailed(function, u));
    Optional<Ref> sinceUpdate = update.flatMap(u -> code.coverage(u.at(), window.to()));
    if (update.isPresent() && sinceUpdate.isPresent()) {
      String digest = TrailCode.digest(update.get()).orElseThrow();
      ImageInForce.Proof proof =
          proof(
              Grade.RECONSTRUCTED,
              "CloudTrail shows the update that put it in force, and none after it until the run"
                  + " was over",
              List.of(update.get().refTo("/responseElements/codeSha256"), sinceUpdate.get()));
      return Optional.of(
          new ImageInForce(
              FunctionState.LATEST, Optional.of(digest), describe(digest), proof, uses(uses)));
    }
    return states
        .answers(function)
        .flatMap(state -> unchanged(state, window, uses).stream())
        .findFirst();
  }

  /** A state asked before or after the run holds where CloudTrail shows no update in between. */
  private Optional<ImageInForce> unchanged(
      FunctionState state, Usage.Window window, List<Usage.Use> uses) {
    Optional<Instant> asked = state.validity().askedAt();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    TrailCode code = new TrailCode(trail, state.function());
    Instant from = asked.get().isBefore(window.from()) ? asked.get() : window.from();
    Instant to = asked.get().isAfter(window.to()) ? asked.get() : window.to();
    return code.coverage(from, to)
        .filter(ref -> code.updates(from, to).isEmpty())
        .map(
            ref ->
                image(
                    state,
                    proof(
                        Grade.RECONSTRUCTED,
                        "the function had it when asked, and CloudTrail shows no update between"
                            + " then and the run",
                        List.of(state.ref(), ref)),
                    uses));
  }

  /** The digest in force just before the first of the updates. */
  private Optional<String> before(
      String function, List<CodeSequence.Update> updates, TrailCode code) {
    Instant first = updates.get(0).event().at();
    return code.lastBefore(first)
        .filter(update -> !hasFailed(function, update))
        .flatMap(TrailCode::digest)
        .or(
            () ->
                states
                    .answers(function)
                    .filter(
                        state ->
                            state.validity().askedAt().filter(at -> at.isBefore(first)).isPresent())
                    .reduce((earlier, later) -> later)
                    .map(state -> state.code().digest()));
  }

  private ImageInForce lead(String function, Usage.Window window, List<Usage.Use> uses) {
    String gone = whyNot(function) + retention.of(window.from());
    return states
        .of(function, FunctionState.LATEST)
        .filter(state -> !state.isFromTrail())
        .reduce((earlier, later) -> later)
        .map(
            state ->
                image(
                    state,
                    proof(
                        Grade.UNKNOWN,
                        "an answer shows it, but not that the function had it during the run: "
                            + whatIsMissing(state)
                            + gone,
                        List.of(state.ref())),
                    uses))
        .orElseGet(
            () ->
                unknown(FunctionState.LATEST, "no answer shows the function's code" + gone, uses));
  }

  private static String whatIsMissing(FunctionState state) {
    if (!state.isSettled()) {
      return "an update of it had not come into force when asked";
    }
    return state.validity().askedAt().isEmpty()
        ? "no manifest tells when it was asked"
        : "the function was changed after the run, or asked before its end";
  }

  private String whyNot(String function) {
    return retention.denied(function);
  }

  private static ImageInForce.Proof proof(Grade grade, String because, List<Ref> refs) {
    return new ImageInForce.Proof(grade, because, refs.stream().distinct().toList());
  }

  private static ImageInForce unknown(String version, String because, List<Usage.Use> uses) {
    return new ImageInForce(
        version,
        Optional.empty(),
        ImageInForce.Description.NONE,
        proof(Grade.UNKNOWN, because, List.of()),
        uses(uses));
  }

  private ImageInForce image(FunctionState state, ImageInForce.Proof proof, List<Usage.Use> uses) {
    ImageInForce.Description described = describe(state.code().digest());
    ImageInForce.Description description =
        new ImageInForce.Description(
            state.code().uri().or(described::uri),
            described.repository().or(() -> state.code().uri().map(ImageResolver::repository)),
            described.pushedAt(),
            described.tags());
    return new ImageInForce(
        state.version(), Optional.of(state.code().digest()), description, proof, uses(uses));
  }

  private static ImageInForce.Uses uses(List<Usage.Use> uses) {
    Usage.Window window = Usage.span(uses);
    Set<String> streams = new TreeSet<>();
    List<Ref> refs = new ArrayList<>();
    for (Sandbox sandbox : sandboxes(uses)) {
      streams.add(sandbox.stream().name());
      refs.add(sandbox.ref());
    }
    uses.forEach(use -> use.ref().ifPresent(refs::add));
    return new ImageInForce.Uses(
        List.copyOf(streams),
        uses.stream().flatMap(use -> use.step().stream()).distinct().toList(),
        window.from(),
        window.to(),
        refs.stream().distinct().sorted().limit(MOST_REFS).toList());
  }

  private static List<Sandbox> sandboxes(List<Usage.Use> uses) {
    Map<String, Sandbox> byStream = new TreeMap<>();
    uses.forEach(use -> use.sandbox().ifPresent(s -> byStream.put(s.stream().toString(), s)));
    return List.copyOf(byStream.values());
  }

  /** Returns what the registry and the function's answers say of an image. */
  private ImageInForce.Description describe(String digest) {
    Optional<String> uri =
        states.functions().stream()
            .flatMap(function -> states.of(function).stream())
            .filter(state -> state.code().digest().equals(digest))
            .flatMap(state -> state.code().uri().stream())
            .findFirst();
    Optional<EvidenceRecord> detail = registry.detail(digest);
    List<Registry.Push> pushes = registry.pushes(digest);
    Optional<Registry.Push> push = pushes.stream().findFirst();
    List<String> tags = new ArrayList<>();
    detail.ifPresent(image -> image.get("imageTags").forEach(tag -> tags.add(tag.asText())));
    return new ImageInForce.Description(
        uri,
        detail
            .flatMap(image -> image.text("repositoryName"))
            .or(() -> uri.map(ImageResolver::repository))
            .or(() -> push.map(Registry.Push::repository)),
        detail
            .flatMap(image -> image.moment("imagePushedAt"))
            .or(() -> push.map(Registry.Push::at)),
        tags);
  }

  static String repository(String uri) {
    int slash = uri.indexOf('/');
    int at = uri.indexOf('@');
    return uri.substring(slash + 1, at < 0 ? uri.length() : at);
  }
}
