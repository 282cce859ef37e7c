// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The codes that {@code $LATEST} had one after the other around a run, and which use had which.
 *
 * <p>Lambda takes an update at once and puts it in force later: until LastUpdateStatus is
 * Successful, invocations run the code before. A sandbox keeps its code for life.
 */
final class CodeSequence {
  /**
   * How long an update may take to come into force, where no answer shows that it did. AWS names no
   * bound; images of some hundred megabytes take some ten seconds.
   */
  static final Duration SETTLES = Duration.ofMinutes(2);

  private final Optional<String> before;
  private final List<Update> updates;

  /**
   * One update of the code.
   *
   * @param effective from when on invocations run its code for certain
   */
  record Update(TrailEvent event, Optional<String> digest, Instant effective) {}

  /** What of the run has one code: uses that have it for certain, and uses that may have it. */
  static final class Share {
    final List<Usage.Use> placed = new ArrayList<>();
    final List<Usage.Use> possible = new ArrayList<>();
  }

  private record Range(int low, int high) {
    Range and(Range other) {
      Range both = new Range(Math.max(low, other.low), Math.min(high, other.high));
      return both.low > both.high ? this : both;
    }
  }

  /**
   * Creates a sequence.
   *
   * @param before the digest in force before the first update
   * @param updates in time
   */
  CodeSequence(Optional<String> before, List<Update> updates) {
    this.before = before;
    this.updates = List.copyOf(updates);
  }

  /** Returns the codes that the uses had or may have had: 0 is the one before the first update. */
  Map<Integer, Share> shares(List<Usage.Use> uses) {
    Map<Integer, Share> shares = new TreeMap<>();
    for (Usage.Use use : uses) {
      Range range = place(use);
      for (int code = range.low(); code <= range.high(); code++) {
        Share share = shares.computeIfAbsent(code, key -> new Share());
        (range.low() == range.high() ? share.placed : share.possible).add(use);
      }
    }
    return shares;
  }

  /** Returns the digest of a code. */
  Optional<String> digest(int code) {
    return code == 0 ? before : updates.get(code - 1).digest();
  }

  /** Returns the updates that made a code and that replaced it. */
  Stream<Ref> refs(int code) {
    Stream<Update> made = code == 0 ? Stream.empty() : Stream.of(updates.get(code - 1));
    Stream<Update> ended = code < updates.size() ? Stream.of(updates.get(code)) : Stream.empty();
    return Stream.concat(made, ended).map(update -> update.event().ref());
  }

  /** Returns the first update. */
  TrailEvent first() {
    return updates.get(0).event();
  }

  private Range place(Usage.Use use) {
    Instant from = use.window().from();
    Instant to = use.sandbox().isPresent() ? from : use.window().to();
    Range byTime = new Range(inForce(from), asked(to));
    return use.sandbox().map(sandbox -> ofSandbox(sandbox).and(byTime)).orElse(byTime);
  }

  private Range ofSandbox(Sandbox sandbox) {
    Sandbox.ProcessStart start = sandbox.generations().get(0).start();
    return new Range(start.earliest().map(this::inForce).orElse(0), asked(start.latest()));
  }

  /** Returns the last code that was in force at a moment for certain. */
  private int inForce(Instant moment) {
    int code = 0;
    for (int i = 0; i < updates.size(); i++) {
      code = updates.get(i).effective().isAfter(moment) ? code : i + 1;
    }
    return code;
  }

  /** Returns the last code that can have been in force at a moment. */
  private int asked(Instant moment) {
    int code = 0;
    for (int i = 0; i < updates.size(); i++) {
      code = updates.get(i).event().at().isAfter(moment) ? code : i + 1;
    }
    return code;
  }
}
