// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What goes wrong, on demand, between a client and the account. It begins fair, may change while
 * calls are under way, and is safe for use by several threads.
 *
 * <p>Actions are named as in IAM: {@code logs:FilterLogEvents}, {@code cloudtrail:*}, {@code *}.
 */
public final class Weather {
  private final Map<String, Duration> latencies = new ConcurrentHashMap<>();
  private final List<String> denied = new CopyOnWriteArrayList<>();
  private final List<String> cutFirst = new CopyOnWriteArrayList<>();
  private final List<String> emptied = new CopyOnWriteArrayList<>();
  private final Set<CallLog.Request> answered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile Duration latency = Duration.ZERO;
  private volatile Duration linkLifetime = Duration.ofHours(1);
  private volatile int throttled;
  private volatile int cut;

  /** Fair weather. */
  public Weather() {}

  /** Lets every answer take at least this long. */
  public Weather latency(Duration duration) {
    latency = requireNonNull(duration, "duration is null");
    return this;
  }

  /** Lets the answers to one action take at least this long, instead of what is said for all. */
  public Weather latency(String action, Duration duration) {
    latencies.put(action, requireNonNull(duration, "duration is null"));
    return this;
  }

  /** Throttles each n-th call, counted from now over all actions; 0 throttles none. */
  public Weather throttleEvery(int n) {
    calls.set(0);
    throttled = atLeastZero(n);
    return this;
  }

  /** Refuses an action to every caller. */
  public Weather deny(String action) {
    denied.add(requireNonNull(action, "action is null"));
    return this;
  }

  /** Takes a denial back. */
  public Weather allow(String action) {
    denied.removeIf(action::equals);
    return this;
  }

  /** Resets the connection in the middle of each n-th answer, counted from now; 0 resets none. */
  public Weather cutEvery(int n) {
    answers.set(0);
    cut = atLeastZero(n);
    return this;
  }

  /**
   * Resets the connection in the middle of the first answer to each different request of an action.
   * Every page is a different request, so this resets once on each page.
   */
  public Weather cutFirst(String action) {
    cutFirst.add(requireNonNull(action, "action is null"));
    return this;
  }

  /** Puts an empty page with a token before each page of an action. */
  public Weather emptyPages(String action) {
    emptied.add(requireNonNull(action, "action is null"));
    return this;
  }

  /** Sets how long the URL of a layer is good; an hour, unless said otherwise. */
  public Weather linkLifetime(Duration lifetime) {
    linkLifetime = requireNonNull(lifetime, "lifetime is null");
    return this;
  }

  private static int atLeastZero(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ", but must not be negative");
    }
    return n;
  }

  Duration latencyOf(Call call) {
    return latencies.getOrDefault(call.action(), latency);
  }

  Duration linkLifetime() {
    return linkLifetime;
  }

  /** Counts a call and returns whether it is throttled. */
  boolean throttlesNext() {
    int n = throttled;
    return n > 0 && calls.incrementAndGet() % n == 0;
  }

  boolean denies(Call call) {
    return covers(denied, call);
  }

  boolean emptiesPagesOf(Call call) {
    return covers(emptied, call);
  }

  /** Counts an answer and returns whether it is cut off. */
  boolean cutsNext(Call call) {
    int n = cut;
    boolean counted = n > 0 && answers.incrementAndGet() % n == 0;
    boolean first = covers(cutFirst, call) && answered.add(CallLog.Request.of(call));
    return counted || first;
  }

  private static boolean covers(List<String> actions, Call call) {
    return actions.stream().anyMatch(action -> wildcard(action).matcher(call.action()).matches());
  }

  private static Pattern wildcard(String action) {
    return Pattern.compile("\\Q" + action.replace("*", "\\E.*\\Q") + "\\E");
  }
}
