// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core;

import dev.afterimage.core.compare.BaselineFinder;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.compare.RunComparer;
import dev.afterimage.core.diagnosis.Analyst;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.fleet.FleetRates;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.FailureFinder;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunSelector;
import dev.afterimage.core.history.RunSelector.SelectionException;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.FleetReader;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.ProvenanceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A case, opened: its runs, and the way from two of them to a diagnosis. */
public final class CaseFile {
  private final List<Path> paths;
  private final Evidence evidence;
  private final Runs runs;

  private CaseFile(List<Path> paths, Evidence evidence, Runs runs) {
    this.paths = List.copyOf(paths);
    this.evidence = evidence;
    this.runs = runs;
  }

  /**
   * Reads the folder, .zip or file at each path.
   *
   * @throws EvidenceException where there is nothing to read or no run in it
   */
  public static CaseFile open(List<Path> paths) throws EvidenceException {
    Evidence evidence = EvidenceReader.read(paths);
    Runs runs = RunsReader.read(evidence);
    if (runs.all().isEmpty()) {
      throw new EvidenceException(noRun(paths, evidence));
    }
    return new CaseFile(paths, evidence, runs);
  }

  /** Returns the case that evidence is about, read already; it may hold no run. */
  public static CaseFile of(Evidence evidence) {
    return new CaseFile(List.of(), evidence, RunsReader.read(evidence));
  }

  private static String noRun(List<Path> paths, Evidence evidence) {
    String where = String.join(", ", paths.stream().map(Path::toString).toList());
    if (evidence.files().isEmpty()) {
      return "no files in " + where + "; save there what the AWS CLI prints";
    }
    String why =
        evidence.answers().isEmpty()
            ? "none of its " + evidence.files().size() + " files is an AWS answer"
            : "it has neither a history nor a description of an execution"
                + evidence.gaps().stream()
                    .findFirst()
                    .map(gap -> " (" + gap.what() + ": " + gap.why() + ")")
                    .orElse("");
    return "no readable run in "
        + where
        + ": "
        + why
        + "; save what aws stepfunctions get-execution-history prints there";
  }

  /** Two runs chosen, and why. */
  public record Choice(Optional<Run> a, Run b, String becauseA, String becauseB) {}

  /** A diagnosis with the rebuilt runs that it speaks of. */
  public record Examination(Diagnosis diagnosis, Situation situation) {}

  /** Returns the folders, .zips and files that the case was read from. */
  public List<Path> paths() {
    return paths;
  }

  /** Returns the runs of the case. */
  public Runs runs() {
    return runs;
  }

  /** Returns a selector of runs by name. */
  public RunSelector selector(Optional<String> stateMachine) {
    return new RunSelector(runs, stateMachine);
  }

  /**
   * Chooses the two runs of a comparison where none is named: of two the succeeded one is the
   * baseline, else the earlier one.
   *
   * @throws SelectionException where the case is not about exactly two runs
   */
  public Choice pair() throws SelectionException {
    List<Run> asked = runs.asked();
    if (asked.size() != 2) {
      throw SelectionException.ambiguous(
          "the evidence is about " + asked.size() + " runs; name two of them: " + names(asked));
    }
    Run first = asked.get(0);
    Run second = asked.get(1);
    boolean turned =
        second.status() == RunStatus.SUCCEEDED && first.status() != RunStatus.SUCCEEDED;
    boolean told = first.status() == RunStatus.SUCCEEDED ^ second.status() == RunStatus.SUCCEEDED;
    String because =
        told ? "the one of the two runs here that succeeded" : "the earlier of the two runs here";
    return turned
        ? new Choice(Optional.of(second), first, because, "the other one")
        : new Choice(Optional.of(first), second, because, "the other one");
  }

  /**
   * Chooses the run to explain where none is named: the one that did not succeed; where all
   * succeeded the latest, which may have lost something on its way.
   *
   * @throws SelectionException where more than one did not succeed, or there is none at all
   */
  public Run toExplain() throws SelectionException {
    List<Run> asked = runs.asked();
    List<Run> failed = asked.stream().filter(run -> run.status() != RunStatus.SUCCEEDED).toList();
    if (failed.size() > 1) {
      throw SelectionException.ambiguous(
          failed.size() + " runs here did not succeed; name one, or use --all: " + names(failed));
    }
    return (failed.isEmpty() ? asked : failed)
        .stream()
            .max(Comparator.comparing((Run run) -> run.times().start()))
            .orElseThrow(() -> SelectionException.missing("the evidence is about no run"));
  }

  private static String names(List<Run> runs) {
    return String.join(
        ", ", runs.stream().map(r -> r.name().isEmpty() ? "?" : r.name()).limit(6).toList());
  }

  /** Returns the baseline that fits a run best, and why. */
  public Optional<BaselineFinder.Choice> baseline(Run run) {
    return new BaselineFinder(runs, evidence).find(run);
  }

  /** Diagnoses a run beside its baseline. */
  public Diagnosis diagnose(Choice choice, List<Outcomes.Figure> figures) {
    return examine(choice, figures).diagnosis();
  }

  /** Diagnoses a run beside its baseline, and keeps what the diagnosis was made from. */
  public Examination examine(Choice choice, List<Outcomes.Figure> figures) {
    return examine(choice, figures, FleetRates.NONE);
  }

  /** Diagnoses a run beside its baseline, and tests what differs against many other runs. */
  public Examination examine(Choice choice, List<Outcomes.Figure> figures, FleetRates many) {
    List<Run> all = withSegments(choice);
    Fleet fleet = FleetReader.read(evidence, all);
    List<Run> familyA = choice.a().map(runs::family).orElse(List.of());
    Provenance provenance =
        ProvenanceReader.read(evidence, fleet, familyA, runs.family(choice.b()));
    Optional<Failure> failure = FailureFinder.find(runs, choice.b());
    Pair pair = new Pair(evidence, choice.a(), choice.b(), failure, fleet, provenance);
    Situation situation = new Situation(runs, pair, RunComparer.compare(pair), many);
    Diagnosis.Subject subject =
        new Diagnosis.Subject(
            choice.a().map(run -> info(run, choice.becauseA(), figures)),
            info(choice.b(), choice.becauseB(), figures));
    return new Examination(Analyst.diagnose(situation, subject), situation);
  }

  /** A segment of a redriven run stands for the run itself. */
  private List<Run> withSegments(Choice choice) {
    List<Run> chosen = new ArrayList<>();
    choice.a().ifPresent(chosen::add);
    chosen.add(choice.b());
    List<Run> all = new ArrayList<>(chosen);
    runs.all().stream()
        .filter(run -> chosen.stream().noneMatch(c -> isOfSameRun(c, run)))
        .forEach(all::add);
    return all;
  }

  private static boolean isOfSameRun(Run left, Run right) {
    boolean sameArn = left.identity().arn().isPresent() && left.identity().equals(right.identity());
    return sameArn || left.equals(right);
  }

  private static Diagnosis.RunInfo info(Run run, String because, List<Outcomes.Figure> figures) {
    return new Diagnosis.RunInfo(run, Outcomes.of(run, figures), because);
  }
}
