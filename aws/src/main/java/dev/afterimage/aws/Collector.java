// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.ByteBudget;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.call.Caller;
import dev.afterimage.aws.call.Target;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.casefile.CasePlace;
import dev.afterimage.aws.casefile.CaseStore;
import dev.afterimage.aws.gather.FunctionKey;
import dev.afterimage.aws.gather.FunctionPast;
import dev.afterimage.aws.gather.Gathering;
import dev.afterimage.aws.run.GatheredRun;
import dev.afterimage.aws.run.RunResolver;
import dev.afterimage.aws.run.RunTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Collects a case: everything that AWS still knows of some runs and that a report may need, with
 * nothing but reading. A case that was begun is gone on with; what is in it is not asked for again.
 */
public final class Collector {
  /** How long calls that are under way may take when collecting is interrupted. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

  private final CollectOptions options;
  private final Clock clock;
  private final Progress progress;
  private final Caller caller;
  private volatile Optional<CaseStore> open = Optional.empty();
  private final CountDownLatch over = new CountDownLatch(1);

  /** Creates a collector; it collects once. */
  public Collector(CollectOptions options, Clock clock, Progress progress, CallListener calls) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
    this.caller = new Caller(clock, calls);
  }

  /**
   * Collects the runs into a folder, or into a .zip where the name ends so.
   *
   * @throws CollectException where one of them cannot be found or described
   * @throws CaseException where the case cannot be written or taken up again
   */
  public Collected collect(List<NamedRun> runs, Path place) throws CollectException, CaseException {
    List<Access> accesses = runs.stream().map(NamedRun::access).distinct().toList();
    return fill(place, accesses, (asker, store) -> collect(runs, asker, store));
  }

  /**
   * Collects what tells which image a function had at a moment.
   *
   * @throws CollectException where the function cannot be found or described
   * @throws CaseException where the case cannot be written or taken up again
   */
  public Collected collect(NamedFunction function, Path place)
      throws CollectException, CaseException {
    FunctionKey key = key(function);
    return fill(
        place,
        List.of(function.access()),
        (asker, store) -> {
          FunctionPast past = new FunctionPast(asker, store.asOf());
          joined(past.gather(key, function.qualifier(), function.at()));
          return List.of();
        });
  }

  private static FunctionKey key(NamedFunction function) throws CollectException {
    String[] arn = function.name().split(":", -1);
    try {
      String region = arn.length > 3 ? arn[3] : Caller.regionOf(function.access());
      return new FunctionKey(new Target(function.access(), region), function.name());
    } catch (SdkClientException e) {
      throw new CollectException(
          CollectException.Kind.USAGE, "no Region is configured; name one with --region");
    }
  }

  /** What fills a case; returns the ARNs of the runs that were named. */
  private interface Filling {
    List<String> fill(Asker asker, CaseStore store) throws CollectException, CaseException;
  }

  private Collected fill(Path place, List<Access> accesses, Filling filling)
      throws CollectException, CaseException {
    accesses.forEach(caller::prepare);
    try (caller;
        CasePlace work = CasePlace.open(place)) {
      CaseStore.Redaction redaction = new CaseStore.Redaction(options.redactor().keyId());
      try (CaseStore store = CaseStore.open(work.folder(), redaction, clock.instant())) {
        open = Optional.of(store);
        return filled(place, accesses, filling, store);
      }
    } catch (IOException e) {
      throw new CaseException("cannot write the case to " + place + ": " + e.getMessage(), e);
    } finally {
      over.countDown();
    }
  }

  private Collected filled(Path place, List<Access> accesses, Filling filling, CaseStore store)
      throws CollectException, CaseException {
    Asker asker =
        new Asker(
            caller,
            store,
            new Asker.Writing(options.redactor(), options.zone(), new Places(accesses)::of));
    options
        .deadline()
        .ifPresent(time -> caller.stopAfter(time, "the time given with --deadline was over"));
    try {
      List<String> named = filling.fill(asker, store);
      joined(asker.saved());
      return new Collected(place, named, store.size(), store.gaps(), asker.depth());
    } finally {
      caller.stop("another call failed");
      asker.settle();
    }
  }

  private List<String> collect(List<NamedRun> runs, Asker asker, CaseStore store)
      throws CollectException, CaseException {
    List<RunTarget> targets = joined(resolved(runs, asker));
    List<String> named = targets.stream().map(RunTarget::arn).toList();
    store.asked(named);
    ByteBudget logs = ByteBudget.of(options.maxLogBytes());
    Gathering.Settings settings =
        new Gathering.Settings(logs, options.baseline(), options.waitForLogs(), clock, progress);
    List<GatheredRun> gathered =
        joined(new Gathering(asker, store.asOf(), settings).gather(distinct(targets)));
    store.asked(gathered.stream().map(run -> run.target().arn()).toList());
    return named;
  }

  static CompletableFuture<List<RunTarget>> resolved(List<NamedRun> runs, Asker asker) {
    RunResolver resolver = new RunResolver(asker);
    List<CompletableFuture<RunTarget>> targets = new ArrayList<>();
    for (NamedRun run : runs) {
      targets.add(resolver.resolve(run.name(), run.access()));
    }
    return CompletableFuture.allOf(targets.toArray(CompletableFuture[]::new))
        .thenApply(done -> targets.stream().map(CompletableFuture::join).toList());
  }

  private static List<RunTarget> distinct(List<RunTarget> targets) {
    Map<String, RunTarget> byArn = new LinkedHashMap<>();
    targets.forEach(target -> byArn.putIfAbsent(target.arn(), target));
    return List.copyOf(byArn.values());
  }

  static <T> T joined(CompletableFuture<T> future) throws CollectException, CaseException {
    try {
      return future.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CollectException collect) {
        throw collect;
      }
      if (cause instanceof UncheckedIOException disk) {
        throw new CaseException("cannot write the case: " + disk.getCause(), disk);
      }
      throw e;
    }
  }

  /**
   * Makes no further call; what is under way ends, and the case with what is there is written.
   *
   * @return whether that was done in time
   */
  public boolean interrupt() {
    caller.stop("collecting was interrupted; collect again to go on");
    try {
      if (over.await(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (open.isPresent()) {
        open.get().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The journal beside the manifest holds what the manifest lacks.
      return false;
    }
    return false;
  }
}
