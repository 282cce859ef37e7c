// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.stats.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The DIFF operator: finds the smallest combinations of conditions under which rows fail more
 * often, in passes over a cohort.
 *
 * <p>Count every value; count every set of one, two and three attributes; keep the candidates with
 * enough support; test them exactly, corrected for everything that was tried; of those that hold
 * for the same failures keep the clearest; make thresholds exact. Values that too few failed rows
 * have are pruned: no combination with them can reach the support. Which cuts are tried is blind to
 * the outcome, and what is pruned still counts as tried, so that rows with shuffled outcomes show
 * nothing.
 */
public final class Diff {
  /** Cuts of a number that stands alone, and of one in a combination. */
  private static final int CUTS_ALONE = 254;

  private static final int CUTS_TOGETHER = 15;

  /** The chance that an added condition seems to help and does not, over all of them. */
  private static final double IDLE_CONDITION = 0.01;

  private final Cohort cohort;
  private final DiffOptions options;
  private final Profile profile;
  private final long support;
  private final double[] tried;

  private Diff(Cohort cohort, DiffOptions options) {
    this.cohort = cohort;
    this.options = options;
    this.profile = cohort.profile();
    this.support = options.support(profile.failed());
    this.tried = new double[options.attributes() + 1];
  }

  /**
   * What a search came to.
   *
   * @param failed failed rows
   * @param ok succeeded rows
   * @param tried how many combinations were tried
   */
  public record Result(long failed, long ok, double tried, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  /** Returns what the failures of a cohort follow, the clearest first. */
  public static Result of(Cohort cohort, DiffOptions options) {
    Diff diff = new Diff(cohort, options);
    List<Tested> tested = diff.test(diff.search());
    List<Finding> findings = new Cover(cohort, options, diff.support).findings(tested);
    double tried = 0;
    for (double ofLevel : diff.tried) {
      tried += ofLevel;
    }
    return new Result(diff.profile.failed(), diff.profile.ok(), tried, findings);
  }

  /** Returns the combinations with the highest likelihood ratios, before any test. */
  public static List<Candidate> candidates(Cohort cohort, DiffOptions options) {
    return new Diff(cohort, options).search();
  }

  private List<Candidate> search() {
    List<Candidate> candidates = new ArrayList<>();
    if (profile.failed() < support || profile.ok() == 0) {
      return candidates;
    }
    int most = Math.min(options.attributes(), cohort.attributes().size());
    candidates.addAll(search(1, 1, CUTS_ALONE));
    candidates.addAll(search(2, most, CUTS_TOGETHER));
    candidates.sort(null);
    return candidates;
  }

  /** Counts all sets of some sizes in one pass over the cohort. */
  private List<Candidate> search(int fewest, int most, int cuts) {
    Encoding encoding = Encoding.of(cohort.attributes(), profile, support, cuts);
    List<int[]> sets = new ArrayList<>();
    Map<Integer, Best> best = new TreeMap<>();
    for (int level = fewest; level <= most; level++) {
      best.put(level, new Best(options.kept()));
      sets(encoding, new int[level], 0, 0, sets);
    }
    for (int[] set : sets) {
      double ofSet = 1;
      for (int attribute : set) {
        ofSet *= encoding.tried(attribute);
      }
      tried[set.length] += ofSet;
    }
    CubeSearch.Limits limits =
        new CubeSearch.Limits(support, options.riskRatio(), improvement(encoding));
    cohort.tally(
        encoding,
        sets,
        tally -> {
          Best ofLevel = requireNonNull(best.get(tally.set().length), "no such size");
          ofLevel.addAll(CubeSearch.search(tally, encoding, limits));
        });
    return best.values().stream().flatMap(ofLevel -> ofLevel.sorted().stream()).toList();
  }

  private static void sets(Encoding encoding, int[] set, int axis, int from, List<int[]> into) {
    for (int attribute = from; attribute < encoding.codings().size(); attribute++) {
      if (encoding.codings().get(attribute).terms() > 0) {
        set[axis] = attribute;
        if (axis + 1 < set.length) {
          sets(encoding, set, axis + 1, attribute + 1, into);
        } else {
          into.add(set.clone());
        }
      }
    }
  }

  /** Returns the chi-square that one of so many added conditions reaches by chance, seldom. */
  private static double improvement(Encoding encoding) {
    int terms = encoding.codings().stream().mapToInt(Encoding.Coding::terms).sum();
    return 2 * StrictMath.log(Math.max(1, terms) / IDLE_CONDITION);
  }

  /**
   * Tests candidates. Rows that fail together only ever raise a p-value: what is not clear without
   * that is not looked into.
   */
  private List<Tested> test(List<Candidate> candidates) {
    double[] single = new double[candidates.size()];
    java.util.Arrays.fill(single, 1);
    List<Candidate> clear =
        tested(candidates, single).stream()
            .filter(tested -> tested.proof().q() <= options.q())
            .map(Tested::candidate)
            .toList();
    List<Moments> moments = cohort.moments(clear.stream().map(Candidate::combination).toList());
    return tested(clear, moments.stream().mapToDouble(Moments::designEffect).toArray()).stream()
        .filter(this::isProved)
        .toList();
  }

  private List<Tested> tested(List<Candidate> candidates, double[] designEffects) {
    double[] logP = new double[candidates.size()];
    double[] logTried = new double[candidates.size()];
    int levels = (int) java.util.Arrays.stream(tried).filter(of -> of > 0).count();
    for (int i = 0; i < logP.length; i++) {
      Candidate candidate = candidates.get(i);
      logP[i] = Tested.logP(candidate.counts(), designEffects[i]);
      int level = candidate.combination().terms().size();
      logTried[i] = StrictMath.log(options.searches() * levels * tried[level]);
    }
    double[] q = FalseDiscovery.qValues(logP, logTried);
    List<Tested> tested = new ArrayList<>();
    for (int i = 0; i < q.length; i++) {
      Finding.Proof proof = new Finding.Proof(logP[i], q[i], designEffects[i]);
      tested.add(new Tested(candidates.get(i), proof, logTried[i]));
    }
    return tested;
  }

  private boolean isProved(Tested tested) {
    return tested.proof().q() <= options.q()
        && (tested.proof().designEffect() <= 1 || stillImproves(tested));
  }

  /** Whether each condition still helps where rows of one cluster fail together. */
  private boolean stillImproves(Tested tested) {
    List<Term> terms = tested.combination().terms();
    if (terms.size() == 1) {
      return true;
    }
    List<Combination> parents = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      List<Term> fewer = new ArrayList<>(terms);
      fewer.remove(i);
      parents.add(new Combination(fewer));
    }
    Counts inside = tested.candidate().counts();
    Encoding encoding = Encoding.of(cohort.attributes(), profile, support, CUTS_TOGETHER);
    double limit = improvement(encoding) * tested.proof().designEffect();
    return cohort.count(parents, List.of()).stream()
        .allMatch(
            parent ->
                Counts.chiSquare(
                        inside.failed(),
                        inside.ok(),
                        Math.max(0, parent.failed() - inside.failed()),
                        Math.max(0, parent.ok() - inside.ok()))
                    >= limit);
  }
}
