// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "took 12.5 s of 900|took <number> s of <number>",
        "request a1cdaa77-af14-4bf3-abe7-c5663b1a3686 failed|request <uuid> failed",
        "at 2026-03-01T12:00:00.123Z|at <time>",
        "no key 0x7ffe12 in deadbeef01|no key <hex> in <hex>",
        "arn:aws:s3:::bucket/key is gone|<arn> is gone",
        "batch_b2e2392b269b78116bba6505 is empty|<id> is empty",
        "the cache is full|the cache is full"
      })
  void message_losesWhatDiffersBetweenAnyTwo(String message, String plain) {
    assertThat(Fingerprint.of("E", message)).isEqualTo("E: " + plain);
  }

  @Test
  void cause_isReadAsThePayloadOfAFunction() {
    Optional<String> cause = Optional.of("{\"errorMessage\":\"bad 7\",\"errorType\":\"E\"}");

    assertThat(Fingerprint.of(Optional.of("E"), cause)).contains("E: bad <number>");
  }

  @Test
  void errorsThatDiffer_haveOtherFingerprints() {
    assertThat(Fingerprint.of("E", "disk full")).isNotEqualTo(Fingerprint.of("E", "disk slow"));
    assertThat(Fingerprint.of("E", "x")).isNotEqualTo(Fingerprint.of("F", "x"));
  }

  @Test
  void nothing_hasNoFingerprint() {
    assertThat(Fingerprint.of(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void longMessage_isCut_andOnlyItsFirstLineCounts() {
    assertThat(Fingerprint.of("E", "x".repeat(5000)).length()).isEqualTo(200);
    assertThat(Fingerprint.of("E", "first\nsecond")).isEqualTo("E: first");
  }
}
