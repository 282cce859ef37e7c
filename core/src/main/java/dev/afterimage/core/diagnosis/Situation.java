// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.content.ContentReader;
import dev.afterimage.core.content.ImageContent;
import dev.afterimage.core.contrast.Observation;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Partitions;
import dev.afterimage.core.diagnosis.fleet.FleetBaseline;
import dev.afterimage.core.diagnosis.fleet.FleetRates;
import dev.afterimage.core.diagnosis.fleet.FleetTests;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.provenance.ConfigurationInForce;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the tests of causes look at: the two runs, rebuilt and compared, and views on them. */
public final class Situation {
  private final Runs runs;
  private final Pair pair;
  private final Comparison comparison;
  private final Trials trials;
  private final List<Observation> observations;
  private final List<Partition> partitions;
  private final Symptoms symptoms;
  private final Metrics metrics;
  private final LogContrast logContrast;
  private final PayloadDifferences differences;
  private final FleetTests fleetTests;
  private final List<FleetBaseline> fleetBaselines;
  private final ImageContent content;

  /**
   * Prepares the views.
   *
   * @param many other runs of the past
   */
  public Situation(Runs runs, Pair pair, Comparison comparison, FleetRates many) {
    this.fleetBaselines = pair.a().isPresent() ? List.of() : many.baselines(pair.b());
    this.runs = runs;
    this.pair = pair;
    this.comparison = comparison;
    Trials.Sides sides =
        new Trials.Sides(pair.a().map(runs::family).orElse(List.of()), runs.family(pair.b()));
    this.trials =
        pair.failingFunction()
            .flatMap(
                function ->
                    pair.failure()
                        .map(failure -> FailureKind.of(failure.origin()))
                        .map(kind -> Trials.of(pair.fleet(), function, kind, sides)))
            .orElse(new Trials(List.of()));
    this.observations = Observations.of(trials, comparison.alignment());
    this.partitions = Partitions.of(observations);
    this.symptoms = Symptoms.of(pair.failure(), trials, pair.fleet());
    Set<String> functions = new TreeSet<>();
    pair.provenance().functions().forEach(f -> functions.add(f.function()));
    this.metrics = new Metrics(pair.evidence(), functions);
    this.logContrast = LogContrast.of(trials);
    this.differences =
        PayloadDifferences.of(
            pair.a(),
            pair.b(),
            comparison.alignment(),
            pair.failure().map(failure -> failure.origin().event().id()));
    this.content = ContentReader.read(pair);
    this.fleetTests =
        new FleetTests(
            many.rates(pair, comparison.changes()),
            many.partitions(pair, pair.failingFunction(), partitions));
  }

  private static Optional<String> error(Pair pair) {
    return pair.failure().flatMap(failure -> failure.origin().error());
  }

  /** Returns every run of the case. */
  public Runs runs() {
    return runs;
  }

  /** Returns the records of the case. */
  public Evidence evidence() {
    return pair.evidence();
  }

  /** Returns what is compared. */
  public Pair pair() {
    return pair;
  }

  /** Returns the run under question. */
  public Run run() {
    return pair.b();
  }

  /** Returns the baseline. */
  public Optional<Run> baseline() {
    return pair.a();
  }

  /** Returns how the run under question failed. */
  public Optional<Failure> failure() {
    return pair.failure();
  }

  /** Returns the name of the failing error; empty where the run did not fail or none is given. */
  public String error() {
    return error(pair).orElse("");
  }

  /** Returns the message of the failing error. */
  public String message() {
    return pair.failure().map(failure -> failure.origin().text().message()).orElse("");
  }

  /** Returns the failing attempt. */
  public Optional<Attempt> attempt() {
    return pair.failure().flatMap(failure -> failure.origin().attempt());
  }

  /** Returns the place that shows the failure; none where the run did not fail. */
  public List<Ref> failureRef() {
    return pair.failure().map(failure -> failure.origin().event().ref()).stream().toList();
  }

  /** Returns the comparison. */
  public Comparison comparison() {
    return comparison;
  }

  /** Returns the sandboxes and calls. */
  public Fleet fleet() {
    return pair.fleet();
  }

  /** Returns what code and configuration the runs had. */
  public Provenance provenance() {
    return pair.provenance();
  }

  /** Returns the function that the failing step called. */
  public Optional<String> function() {
    return pair.failingFunction();
  }

  /** Returns the log group of the failing function: its own where it has one, else Lambda's. */
  public String logGroup() {
    return configuration()
        .map(ConfigurationInForce::json)
        .flatMap(json -> Json.text(json.path("LoggingConfig"), "LogGroup"))
        .orElseGet(() -> "/aws/lambda/" + function().orElse("FUNCTION"));
  }

  /** Returns the configuration of the failing function. */
  public Optional<ConfigurationInForce> configuration() {
    return function().flatMap(pair.provenance()::configuration);
  }

  /** Returns how the code of the failing function is packaged. */
  public Optional<FunctionState.PackageType> packageType() {
    return function().flatMap(pair.provenance()::of).flatMap(images -> images.type());
  }

  /** Returns the trials of the failing function. */
  public Trials trials() {
    return trials;
  }

  /** Returns the observations that the partitions were made of. */
  public List<Observation> observations() {
    return observations;
  }

  /** Returns the partitions, the clearest first. */
  public List<Partition> partitions() {
    return partitions;
  }

  /** Returns the partition by one attribute. */
  public Optional<Partition> partition(String attribute) {
    return partitions.stream().filter(p -> p.attribute().equals(attribute)).findFirst();
  }

  /** Returns the texts that speak of the failure. */
  public Symptoms symptoms() {
    return symptoms;
  }

  /** Returns the metrics. */
  public Metrics metrics() {
    return metrics;
  }

  /** Returns what failing invocations wrote and working ones did not. */
  public LogContrast logContrast() {
    return logContrast;
  }

  /** Returns in what the payloads of the two runs differ. */
  public PayloadDifferences differences() {
    return differences;
  }

  /** Returns what other runs tell of the differences, where any are known. */
  public FleetTests fleetTests() {
    return fleetTests;
  }

  /** Returns runs of the past to compare with, where there is no baseline. */
  public List<FleetBaseline> fleetBaselines() {
    return fleetBaselines;
  }

  /** Returns what is known of the content of the images. */
  public ImageContent content() {
    return content;
  }

  /** Returns what differs inside the two images of the failing function. */
  public Optional<ContentDifference> contentDifference() {
    return function().flatMap(content::of);
  }

  /** Returns the failing step. */
  public Optional<Step> step() {
    return pair.failure().flatMap(failure -> failure.origin().step());
  }

  /** Returns the step of the baseline that is aligned with a step of the run under question. */
  public Optional<Step> partner(Step step) {
    return comparison.alignment().pairs().stream()
        .filter(
            aligned ->
                aligned
                    .b()
                    .filter(b -> b.id().enteredEventId() == step.id().enteredEventId())
                    .isPresent())
        .flatMap(aligned -> aligned.a().stream())
        .findFirst();
  }

  /** Whether the logs of any failing invocation are here. */
  public boolean hasFailingLogs() {
    return Trials.invocations(trials.failedInB()).findAny().isPresent();
  }
}
