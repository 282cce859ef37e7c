// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final long Y2001 = 1_000_000_000L;
  private static final long Y2100 = 4_102_444_800L;

  @ParameterizedTest
  @CsvSource({
    "2025-11-16T18:55:57.826000-08:00, 2025-11-17T02:55:57.826Z",
    "2025-11-16T18:55:57.826-0800, 2025-11-17T02:55:57.826Z",
    "2025-11-17T02:55:57.826+0000, 2025-11-17T02:55:57.826Z",
    "2025-11-17T02:55:57Z, 2025-11-17T02:55:57Z",
    "2025-11-17t02:55:57z, 2025-11-17T02:55:57Z",
    "2025-11-17T08:25:57.5+05:30, 2025-11-17T02:55:57.500Z",
    "2025-11-17T04:55:57+02, 2025-11-17T02:55:57Z",
    "2025-11-17 02:55:57.826, 2025-11-17T02:55:57.826Z",
    "2025-11-17T02:55:57, 2025-11-17T02:55:57Z",
    "2025-11-17T02:55Z, 2025-11-17T02:55:00Z",
    "2025-11-17T02:55:57.123456789Z, 2025-11-17T02:55:57.123456789Z",
    "1763348157, 2025-11-17T02:55:57Z",
    "1763348157.826, 2025-11-17T02:55:57.826Z",
    "1763348157826, 2025-11-17T02:55:57.826Z"
  })
  void text_isTheMomentItNames(String text, String expected) {
    assertThat(Timestamps.parse(text)).contains(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "12:30",
        "2025-11-17",
        "2025-13-17T02:55:57Z",
        "2025-11-17T25:00:00Z",
        "-5",
        "0",
        "17633481578260000000",
        "2025-11-17T02:55:57Z and more of it",
        "1.2.3"
      })
  void otherText_isNoMoment(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "[]", "{}", "-1763348157", "1e999999999", "1e-999999999", "0.0"})
  void otherJson_isNoMoment(String json) {
    assertThat(Timestamps.parse(parsed(json))).isEmpty();
  }

  @Test
  void number_isSecondsOrMilliseconds_byItsSize() {
    assertThat(Timestamps.parse(parsed("1763348157.826")))
        .isEqualTo(Timestamps.parse(parsed("1763348157826")))
        .contains(Instant.parse("2025-11-17T02:55:57.826Z"));
    assertThat(Timestamps.parse(parsed("1.763348157826e9"))).isPresent();
  }

  @Test
  void offset_isTheOneWritten() {
    assertThat(Timestamps.offset(parsed("\"2025-11-16T18:55:57-0800\"")))
        .contains(ZoneOffset.ofHours(-8));
    assertThat(Timestamps.offset(parsed("\"2025-11-16T18:55:57Z\""))).contains(ZoneOffset.UTC);
    assertThat(Timestamps.offset(parsed("\"2025-11-16T18:55:57\""))).isEmpty();
    assertThat(Timestamps.offset(parsed("1763348157"))).isEmpty();
  }

  @Property
  void everyWriting_givesTheSameMoment(
      @ForAll @LongRange(min = Y2001, max = Y2100) long seconds,
      @ForAll @IntRange(max = 999) int millis,
      @ForAll @IntRange(min = -72, max = 72) int quarters) {
    Instant moment = Instant.ofEpochSecond(seconds).plusMillis(millis);
    OffsetDateTime local = moment.atOffset(ZoneOffset.ofTotalSeconds(quarters * 900));
    String basic = local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx"));

    assertThat(Timestamps.parse(moment.toString())).contains(moment);
    assertThat(Timestamps.parse(local.toString())).contains(moment);
    assertThat(Timestamps.parse(basic)).contains(moment);
    assertThat(Timestamps.parse(String.valueOf(moment.toEpochMilli()))).contains(moment);
    String fraction = String.format(java.util.Locale.ROOT, "%d.%03d", seconds, millis);
    assertThat(Timestamps.parse(fraction)).contains(moment);
  }

  @Property
  void anyText_neverThrows(@ForAll String text) {
    assertThat(Timestamps.parse(text)).isNotNull();
  }

  private static JsonNode parsed(String json) {
    return Json.parse(json).orElseThrow();
  }
}
