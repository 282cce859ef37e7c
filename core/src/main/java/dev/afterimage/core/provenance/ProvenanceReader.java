// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.FunctionImages.Because;
import dev.afterimage.core.provenance.FunctionImages.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells which code each function ran in two runs, and whether it was the same. */
public final class ProvenanceReader {
  private static final int MOST_REFS = 12;

  private final ImageResolver resolver;
  private final FunctionStates states;

  private ProvenanceReader(ImageResolver resolver, FunctionStates states) {
    this.resolver = resolver;
    this.states = states;
  }

  /**
   * Reads the provenance of a run and its baseline.
   *
   * @param a the baseline with the runs below it; empty where there is none
   * @param b the run under question with the runs below it
   */
  public static Provenance read(Evidence evidence, Fleet fleet, List<Run> a, List<Run> b) {
    Trail trail = Trail.of(evidence);
    FunctionStates states = FunctionStates.of(evidence, trail);
    ProvenanceReader reader =
        new ProvenanceReader(new ImageResolver(evidence, states, trail), states);
    Map<String, Usage> inA = Usage.of(a, fleet);
    Map<String, Usage> inB = Usage.of(b, fleet);
    Set<String> names = new TreeSet<>(inA.keySet());
    names.addAll(inB.keySet());
    List<FunctionImages> functions = new ArrayList<>();
    for (String name : names) {
      functions.add(
          reader.function(
              name, Optional.ofNullable(inA.get(name)), Optional.ofNullable(inB.get(name))));
    }
    ConfigurationResolver configurations = new ConfigurationResolver(states, trail);
    return new Provenance(
        overall(functions),
        because(functions),
        functions,
        new Provenance.Configurations(
            ConfigurationResolver.all(inA, configurations),
            ConfigurationResolver.all(inB, configurations)),
        states,
        trail);
  }

  /** Returns the CloudTrail events of a case. */
  public static Trail trail(Evidence evidence) {
    return Trail.of(evidence);
  }

  /** Returns the states of functions that answers and CloudTrail events show. */
  public static FunctionStates states(Evidence evidence, Trail trail) {
    return FunctionStates.of(evidence, trail);
  }

  private FunctionImages function(String name, Optional<Usage> a, Optional<Usage> b) {
    List<ImageInForce> imagesA = a.map(resolver::resolve).orElse(List.of());
    List<ImageInForce> imagesB = b.map(resolver::resolve).orElse(List.of());
    Optional<FunctionState.PackageType> type =
        states.of(name).stream().map(state -> state.code().type()).findFirst();
    if (a.isEmpty() || b.isEmpty()) {
      Verdict only = a.isEmpty() ? Verdict.ONLY_B : Verdict.ONLY_A;
      Because because = new Because("only one of the runs called it", List.of());
      return new FunctionImages(name, type, only, imagesA, imagesB, because);
    }
    List<Sandbox> shared = ImageResolver.shared(a.get(), b.get());
    Verdict verdict = verdict(imagesA, imagesB, shared);
    return new FunctionImages(
        name, type, verdict, imagesA, imagesB, because(verdict, imagesA, imagesB, shared));
  }

  private static Verdict verdict(List<ImageInForce> a, List<ImageInForce> b, List<Sandbox> shared) {
    if (isMixed(a) || isMixed(b)) {
      return Verdict.MIXED;
    }
    boolean known = areKnown(a) && areKnown(b);
    if (known && digests(a).equals(digests(b))) {
      return Verdict.SAME;
    }
    if (!shared.isEmpty()) {
      return Verdict.SAME;
    }
    return known ? Verdict.DIFFERENT : Verdict.UNKNOWN;
  }

  private static boolean areKnown(List<ImageInForce> images) {
    return !images.isEmpty() && images.stream().allMatch(ImageInForce::isKnown);
  }

  private static boolean isMixed(List<ImageInForce> images) {
    return areKnown(images) && digests(images).size() > 1;
  }

  private static Set<String> digests(List<ImageInForce> images) {
    Set<String> digests = new HashSet<>();
    images.forEach(image -> image.digest().ifPresent(digests::add));
    return digests;
  }

  private static Because because(
      Verdict verdict, List<ImageInForce> a, List<ImageInForce> b, List<Sandbox> shared) {
    List<Ref> refs = new ArrayList<>();
    if (!shared.isEmpty() && verdict == Verdict.SAME) {
      shared.stream().limit(MOST_REFS).forEach(sandbox -> refs.add(sandbox.ref()));
      return new Because(
          "proved: "
              + plural(shared.size(), "sandbox", "sandboxes")
              + " served both runs, and a sandbox runs one version of the code for life",
          refs);
    }
    List<ImageInForce> all = new ArrayList<>(a);
    all.addAll(b);
    all.forEach(image -> refs.addAll(image.proof().evidence()));
    ImageInForce weakest =
        all.stream()
            .max(Comparator.comparing(image -> image.proof().grade()))
            .orElseThrow(() -> new IllegalStateException("a called function has an image"));
    String text =
        switch (verdict) {
          case SAME ->
              weakest.proof().grade().name().toLowerCase(java.util.Locale.ROOT)
                  + ": both runs had one digest; "
                  + weakest.proof().because();
          case DIFFERENT -> "the digests differ; " + weakest.proof().because();
          case MIXED -> "one run saw two images; " + weakest.proof().because();
          default -> weakest.proof().because();
        };
    return new Because(text, refs.stream().distinct().sorted().limit(MOST_REFS).toList());
  }

  private static String plural(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static Verdict overall(List<FunctionImages> functions) {
    List<Verdict> verdicts =
        functions.stream()
            .map(FunctionImages::verdict)
            .filter(v -> v != Verdict.ONLY_A && v != Verdict.ONLY_B)
            .toList();
    if (functions.isEmpty()) {
      return Verdict.NOT_APPLICABLE;
    }
    if (verdicts.contains(Verdict.MIXED)) {
      return Verdict.MIXED;
    }
    if (verdicts.contains(Verdict.DIFFERENT)) {
      return Verdict.DIFFERENT;
    }
    return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.SAME::equals)
        ? Verdict.SAME
        : Verdict.UNKNOWN;
  }

  private static Because because(List<FunctionImages> functions) {
    Verdict verdict = overall(functions);
    if (verdict == Verdict.NOT_APPLICABLE) {
      return new Because("no step called a Lambda function", List.of());
    }
    List<FunctionImages> deciding = functions.stream().filter(f -> f.verdict() == verdict).toList();
    List<Ref> refs = deciding.stream().flatMap(f -> f.proof().evidence().stream()).toList();
    String text =
        deciding.isEmpty()
            ? "no function was called by both runs"
            : told(deciding.stream().max(byEvidence()).orElseThrow())
                + (deciding.size() > 1 ? "; and so for " + others(deciding.size() - 1) : "");
    return new Because(text, refs.stream().distinct().sorted().limit(MOST_REFS).toList());
  }

  private static Comparator<FunctionImages> byEvidence() {
    return Comparator.comparingInt((FunctionImages images) -> images.proof().evidence().size())
        .thenComparing(FunctionImages::function, Comparator.reverseOrder());
  }

  private static String told(FunctionImages images) {
    return images.function() + ": " + images.proof().text();
  }

  private static String others(int count) {
    return count == 1 ? "one more function" : count + " more functions";
  }
}
