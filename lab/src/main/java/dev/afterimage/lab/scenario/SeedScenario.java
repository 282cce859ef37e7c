// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The ingest run twice, seventeen minutes apart, and variants of that. */
final class SeedScenario {
  private static final Instant FIRST = Instant.parse("2025-11-17T02:55:57.826Z");
  private static final Instant SECOND = Instant.parse("2025-11-17T03:12:43.807Z");
  private static final Duration LATE_BATCH = Duration.ofSeconds(7);
  private static final Duration UNTIL_ASKED = Duration.ofMinutes(25);

  private SeedScenario() {}

  static Staged asItWas(Opening opening) {
    return play(new LineIngest(opening, true), () -> {});
  }

  static Staged withSilentGuard(Opening opening) {
    return play(new LineIngest(opening, false), () -> {});
  }

  static Staged withMovedTag(Opening opening) {
    LineIngest ingest = new LineIngest(opening, true);
    return play(ingest, ingest::pushNewer);
  }

  private static Staged play(LineIngest ingest, Runnable between) {
    Instant first = FIRST.plus(ingest.later());
    ingest.deploy(first.plus(LATE_BATCH));
    String good = ingest.runAt(first, "885ea78b-e884-4fe3-94ae-7e29736cc4fe");
    ingest.world().run(Duration.ofMinutes(4));
    between.run();
    String bad = ingest.runAt(SECOND.plus(ingest.later()), "a7bfaf55-8500-4e63-a4d8-bdea190d0c4a");
    ingest.world().run(UNTIL_ASKED);
    return new Staged(ingest.world(), List.of(good, bad), List.of());
  }
}
