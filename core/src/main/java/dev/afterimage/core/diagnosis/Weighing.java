// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.evidence.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The claims for and against one cause while it is tested, and the verdict they come to.
 *
 * <p>Weights are natural logarithms of likelihood ratios, added to a prior of a few per cent. A sum
 * alone confirms nothing: without the crucial prediction confidence stays below 0.6, and evidence
 * that splits just as the two runs do needs a control beside it.
 */
public final class Weighing {
  /** One of some dozens of causes, before anything is seen: about 3 %. */
  private static final double PRIOR = -3.5;

  private static final double LEAST_SUPPORT = 1.5;
  private static final double LEAST_REFUTATION = 1.5;
  private static final double LEAST_CONFIRMED = 0.93;
  private static final double MOST_CONFIRMED = 0.99;
  private static final double MOST_UNCONTROLLED = 0.75;
  private static final double MOST_SUPPORTED = 0.59;
  private static final double MOST_INCONCLUSIVE = 0.3;
  private static final double MOST_REFUTED = 0.05;

  private final Cause cause;
  private final List<Claim> supporting = new ArrayList<>();
  private final List<Claim> opposing = new ArrayList<>();
  private final List<WouldDecide> wouldDecide = new ArrayList<>();
  private boolean crucialSeen;
  private boolean contradicted;
  private boolean needsControl;
  private boolean controlled;
  private boolean held = true;

  /** Starts the test of a cause. */
  public Weighing(Cause cause) {
    this.cause = cause;
  }

  /** Something speaks for the cause. Without evidence the claim is not made. */
  public void supports(double weight, String text, Collection<Ref> evidence) {
    if (!evidence.isEmpty()) {
      supporting.add(Claim.of(text, Math.abs(weight), evidence));
    }
  }

  /** The crucial prediction of the cause was seen. */
  public void crucial(double weight, String text, Collection<Ref> evidence) {
    supports(weight, text, evidence);
    crucialSeen |= !evidence.isEmpty();
  }

  /** Something speaks against the cause. */
  public void weakens(double weight, String text, Collection<Ref> evidence) {
    if (!evidence.isEmpty()) {
      opposing.add(Claim.of(text, -Math.abs(weight), evidence));
    }
  }

  /** A fact that cannot be where the cause is at work. */
  public void contradicts(double weight, String text, Collection<Ref> evidence) {
    weakens(weight, text, evidence);
    contradicted |= !evidence.isEmpty();
  }

  /** What was seen may follow which run it was alone: a control must part the two. */
  public void needsControl() {
    needsControl = true;
  }

  /** Something like the failure that did not fail under otherwise equal conditions. */
  public void control(double weight, String text, Collection<Ref> evidence) {
    supports(weight, text, evidence);
    controlled |= !evidence.isEmpty();
  }

  /** The crucial prediction stands, yet the cause is not what an engineer would change here. */
  public void holdBack() {
    held = false;
  }

  /** Names what would settle the cause. */
  public void wouldDecide(WouldDecide what) {
    wouldDecide.add(what);
  }

  /** Whether anything was said for the cause. */
  public boolean hasSupport() {
    return !supporting.isEmpty();
  }

  /** Whether the crucial prediction was seen. */
  public boolean isCrucialSeen() {
    return crucialSeen;
  }

  /** Returns the verdict. */
  public Hypothesis judge() {
    double inFavour = supporting.stream().mapToDouble(Claim::weight).sum();
    double against = -opposing.stream().mapToDouble(Claim::weight).sum();
    double belief = sigmoid(PRIOR + inFavour - against);
    Verdict verdict = verdict(inFavour, against);
    double confidence =
        switch (verdict) {
          case CONFIRMED -> clamp(belief, LEAST_CONFIRMED, MOST_CONFIRMED);
          case SUPPORTED ->
              Math.min(belief, crucialSeen && held ? MOST_UNCONTROLLED : MOST_SUPPORTED);
          case INCONCLUSIVE -> Math.min(belief, MOST_INCONCLUSIVE);
          case REFUTED -> Math.min(belief, MOST_REFUTED);
          case NOT_TESTED -> 0;
        };
    return new Hypothesis(
        cause, verdict, confidence, sorted(supporting), sorted(opposing), wouldDecide);
  }

  private Verdict verdict(double inFavour, double against) {
    if (contradicted) {
      return Verdict.REFUTED;
    }
    if (crucialSeen && (!needsControl || controlled) && held && inFavour > against) {
      return Verdict.CONFIRMED;
    }
    if (inFavour - against >= LEAST_SUPPORT) {
      return Verdict.SUPPORTED;
    }
    if (against - inFavour >= LEAST_REFUTATION) {
      return Verdict.REFUTED;
    }
    boolean untouched = supporting.isEmpty() && opposing.isEmpty() && wouldDecide.isEmpty();
    return untouched ? Verdict.NOT_TESTED : Verdict.INCONCLUSIVE;
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  private static List<Claim> sorted(List<Claim> claims) {
    return claims.stream()
        .sorted(
            Comparator.comparingDouble((Claim claim) -> -Math.abs(claim.weight()))
                .thenComparing(Claim::text)
                .thenComparing(claim -> claim.evidence().get(0)))
        .toList();
  }
}
