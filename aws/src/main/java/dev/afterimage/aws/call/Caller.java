// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends requests at the rates that AWS publishes and tries again what may go better: throttling
 * slows and never fails; what is broken for long, or refused, ends without an answer.
 */
public final class Caller implements AutoCloseable {
  /** Calls under way at once: at 50 ms each far more than any of AWS's rates lets through. */
  static final int WORKERS = 32;

  private static final int MOST_TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Clock clock;
  private final CallListener listener;
  private final Budgets budgets;
  private final Means means;
  private final Set<Task> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(WORKERS, daemons("afterimage-call"));
  private volatile Optional<String> stopped = Optional.empty();

  /** Sends one request to AWS and waits for what comes of it. */
  interface Wire extends AutoCloseable {
    SdkResponse send(Target target, ApiCall call, SdkRequest request);

    /** Builds what the first request through an access would wait for. */
    default void prepare(Access access) {}

    @Override
    void close();
  }

  /** Time as it passes for a caller. */
  interface Time {
    long nanoTime();

    /** Lets a task run on an executor when some time has passed. */
    void runAfter(long nanos, Runnable task, Executor executor);
  }

  /**
   * What a caller needs of the world.
   *
   * @param dice a number of milliseconds between 0 and the one given
   */
  record Means(Wire wire, Time time, LongUnaryOperator dice) {}

  /** Creates a caller with threads of its own. */
  public Caller(Clock clock, CallListener listener) {
    this(
        clock,
        listener,
        new Means(
            new SdkWire(),
            new SystemTime(),
            most -> ThreadLocalRandom.current().nextLong(most + 1)));
  }

  Caller(Clock clock, CallListener listener, Means means) {
    this.clock = clock;
    this.listener = listener;
    this.means = means;
    this.budgets = new Budgets(means.time()::nanoTime);
  }

  /** AWS, or what stands in its place, through the SDK. */
  private static final class SdkWire implements Wire {
    private final Map<Access, SdkClients> clients = new ConcurrentHashMap<>();
    private volatile boolean closed;

    @Override
    public SdkResponse send(Target target, ApiCall call, SdkRequest request) {
      return call.send(clients(target.access()), target.region(), request);
    }

    private SdkClients clients(Access access) {
      return clients.computeIfAbsent(access, SdkClients::new);
    }

    @Override
    public void prepare(Access access) {
      SdkClients prepared = clients(access);
      if (closed) {
        prepared.close();
      }
    }

    @Override
    public void close() {
      closed = true;
      clients.values().forEach(SdkClients::close);
    }
  }

  private static final class SystemTime implements Time {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void runAfter(long nanos, Runnable task, Executor executor) {
      CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor).execute(task);
    }
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Returns the Region that an access names. */
  public static String regionOf(Access access) {
    return SdkClients.region(access);
  }

  /** Gets ready for requests through an access while their sender is busy with something else. */
  public void prepare(Access access) {
    // Where it fails, the first request fails in the same way, and tells.
    CompletableFuture<?> unused =
        CompletableFuture.runAsync(() -> means.wire().prepare(access), workers);
  }

  /** Sends a request as soon as the rate allows; the future never completes exceptionally. */
  public CompletableFuture<Reply> send(Target target, ApiCall call, SdkRequest request) {
    Task task = new Task(target, call, request);
    task.queue(Duration.ZERO);
    return task.reply;
  }

  /** Lets no further request out; those under way may end. The first reason stands. */
  public void stop(String why) {
    synchronized (waiting) {
      if (stopped.isEmpty()) {
        stopped = Optional.of(why);
      }
    }
    waiting.forEach(Task::giveUp);
  }

  /** Stops when some time has passed. */
  public void stopAfter(Duration time, String why) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> stop(why));
  }

  /** Returns why no further request goes out; none while they do. */
  public Optional<String> stopped() {
    return stopped;
  }

  /** Returns the threads that calls run on: for what is done with their answers. */
  public Executor executor() {
    return workers;
  }

  @Override
  public void close() {
    stop("the collector is closed");
    workers.shutdownNow();
    means.wire().close();
  }

  /** One request with its tries. */
  private final class Task {
    private final Target target;
    private final ApiCall call;
    private final SdkRequest request;
    private final TokenBucket bucket;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private int tries;
    private int throttled;

    Task(Target target, ApiCall call, SdkRequest request) {
      this.target = target;
      this.call = call;
      this.request = request;
      this.bucket = budgets.of(target, call);
    }

    void queue(Duration pause) {
      waiting.add(this);
      if (stopped.isPresent()) {
        giveUp();
        return;
      }
      long wait = Math.max(bucket.reserve(), pause.toNanos());
      if (wait == 0) {
        workers.execute(this::run);
      } else {
        means.time().runAfter(wait, this::run, workers);
      }
    }

    private void giveUp() {
      if (waiting.remove(this)) {
        reply.complete(new Reply.NoAnswer(CallFailure.stopped(call, stopped.orElse("stopped"))));
      }
    }

    private void run() {
      if (!waiting.remove(this)) {
        return;
      }
      Instant askedAt = clock.instant();
      long start = means.time().nanoTime();
      try {
        SdkResponse response = means.wire().send(target, call, request);
        heard(start, CallListener.Outcome.ANSWERED);
        reply.complete(new Reply.Answer(response, askedAt));
      } catch (SdkException e) {
        failed(Failures.of(call, e), start);
      } catch (RuntimeException e) {
        // A fault of the SDK or of ours: whoever waits must hear of it.
        reply.completeExceptionally(e);
      }
    }

    private void failed(CallFailure failure, long start) {
      boolean throttle = failure.kind() == CallFailure.Kind.THROTTLED;
      heard(start, throttle ? CallListener.Outcome.THROTTLED : CallListener.Outcome.FAILED);
      if (throttle) {
        throttled++;
        bucket.drain();
        queue(pause(throttled));
      } else if (failure.isPassing() && ++tries < MOST_TRIES) {
        queue(pause(tries));
      } else {
        reply.complete(new Reply.NoAnswer(failure));
      }
    }

    private void heard(long start, CallListener.Outcome outcome) {
      listener.sent(call, Duration.ofNanos(means.time().nanoTime() - start), outcome);
    }
  }

  /** Full jitter: those who were turned away together do not come back together. */
  private Duration pause(int failures) {
    long most =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
    return Duration.ofMillis(means.dice().applyAsLong(most));
  }
}
