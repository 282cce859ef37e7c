// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlinesTest {
  @Test
  void threshold_isADuration_withoutItsInterval() {
    assertThat(
            Headlines.finding(
                "process_age_ms >= 7769000 (any threshold above 7768120, up to 7771510.5) and x ="
                    + " 1"))
        .isEqualTo("process_age >= 2 hours 9 minutes and x = 1");
  }

  @Test
  void digest_isShortened() {
    assertThat(Headlines.finding("digest = sha256:" + "4".repeat(64)))
        .isEqualTo("digest = sha256:444444444444…");
    assertThat(Headlines.value("digest", "sha256:" + "a".repeat(64)))
        .isEqualTo("sha256:aaaaaaaaaaaa…");
  }

  @ParameterizedTest
  @CsvSource({
    "process_age_ms,600000 to 1800000,10 minutes to 30 minutes",
    "process_age_ms,7769000.4 and more,2 hours 9 minutes and more",
    "idle_gap_ms,below 250,below 250 ms",
    "input_bytes,below 600000,below 600000",
    "item_key,batch_1800000,batch_1800000"
  })
  void value_isADuration_whereItsAttributeIsOne(String attribute, String label, String words) {
    assertThat(Headlines.value(attribute, label)).isEqualTo(words);
  }

  @Test
  void otherWords_stayAsTheyAre() {
    assertThat(Headlines.finding("runtime = python3.12 and item_key = 7769000"))
        .isEqualTo("runtime = python3.12 and item_key = 7769000");
    assertThat(Headlines.finding("sha256:short")).isEqualTo("sha256:short");
  }
}
