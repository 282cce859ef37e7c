// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.account.Quotas;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lets invocations in, as far as the function's and the account's concurrency and rates go. */
final class Admission {
  private static final int REQUESTS_PER_UNIT = 10;

  private final Ground ground;
  private final Quotas quotas;
  private final Collection<LambdaFunction> functions;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();
  private final Map<String, Integer> ratePerSecond = new HashMap<>();

  /** What is left of a rate. */
  private static final class Bucket {
    private double tokens;
    private Instant filled;

    Bucket(double tokens, Instant filled) {
      this.tokens = tokens;
      this.filled = filled;
    }

    boolean take(double rate, Instant now) {
      double passed = Duration.between(filled, now).toNanos() / 1e9;
      tokens = Math.min(rate, tokens + passed * rate);
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }

  Admission(Ground ground, Quotas quotas, Collection<LambdaFunction> functions) {
    this.ground = requireNonNull(ground, "ground is null");
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.functions = requireNonNull(functions, "functions is null");
  }

  private int accountLimit() {
    return (int) quotas.value(Quotas.CONCURRENT_EXECUTIONS);
  }

  /** Returns what functions without a reservation share. */
  int unreservedLimit() {
    return accountLimit() - functions.stream().mapToInt(f -> f.reserved().orElse(0)).sum();
  }

  private int runningOf(String function) {
    return running.getOrDefault(function, 0);
  }

  private int runningUnreserved() {
    return functions.stream()
        .filter(f -> f.reserved().isEmpty())
        .mapToInt(f -> runningOf(f.name()))
        .sum();
  }

  /** Sets a lower rate for a function than its concurrency gives. */
  void limitRate(String function, int perSecond) {
    ratePerSecond.put(function, perSecond);
  }

  /** Lets an invocation in, or says why not. */
  Optional<ServiceException> enter(LambdaFunction function) {
    boolean isReserved = function.reserved().isPresent();
    int limit = function.reserved().orElseGet(this::unreservedLimit);
    int used = isReserved ? runningOf(function.name()) : runningUnreserved();
    if (used >= limit) {
      return refuse(
          function,
          isReserved
              ? "ReservedFunctionConcurrentInvocationLimitExceeded"
              : "ConcurrentInvocationLimitExceeded");
    }
    double rate = ratePerSecond.getOrDefault(function.name(), limit * REQUESTS_PER_UNIT);
    Instant now = ground.simulation().now();
    boolean inRate =
        buckets.computeIfAbsent(function.name(), key -> new Bucket(rate, now)).take(rate, now);
    if (!inRate) {
      return refuse(
          function,
          isReserved
              ? "ReservedFunctionInvocationRateLimitExceeded"
              : "FunctionInvocationRateLimitExceeded");
    }
    running.merge(function.name(), 1, Integer::sum);
    measure(function.name());
    return Optional.empty();
  }

  private Optional<ServiceException> refuse(LambdaFunction function, String reason) {
    LambdaMetrics.of(ground, function.name()).throttled();
    measure(function.name());
    return Optional.of(
        new ServiceException(
            "TooManyRequestsException",
            429,
            "Rate Exceeded.",
            Json.object().put("Reason", reason).put("Type", "User")));
  }

  void leave(String function) {
    running.merge(function, -1, Integer::sum);
  }

  private void measure(String function) {
    int all = running.values().stream().mapToInt(Integer::intValue).sum();
    LambdaMetrics.of(ground, function).running(runningOf(function), all, runningUnreserved());
  }
}
