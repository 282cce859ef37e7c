// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPartsTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,0",
    "bytes=3-,3,9",
    "bytes=-4,6,9",
    "bytes=-40,0,9",
    "bytes=2-99,2,9",
    "bytes=9-9,9,9"
  })
  void range_liesInside(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=10-", "bytes=10-12", "bytes=5-4", "bytes=-0", "bytes=-", "items=0-1"})
  void range_liesOutside(String header) {
    assertThat(ByteRange.parse(header, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=a-b", "bytes=-", "bytes 0-1", ""})
  void otherRange_isToBeIgnored(String header) {
    assertThat(ByteRange.isUnderstood(header)).isFalse();
  }

  @Property
  void range_neverLeavesTheWhole(@ForAll byte a, @ForAll byte b, @ForAll byte length) {
    String header = "bytes=" + Math.abs(a) + "-" + Math.abs(b);
    ByteRange.parse(header, Math.abs(length))
        .ifPresent(
            range -> {
              assertThat(range.first()).isBetween(0L, range.last());
              assertThat(range.last()).isLessThan(Math.abs(length));
            });
  }

  @Property
  void parameters_surviveEncoding(@ForAll @NotEmpty String name, @ForAll String value) {
    String safe = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String encoded =
        URLEncoder.encode(safe, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(text, StandardCharsets.UTF_8);
    assertThat(Parameters.parse(encoded)).containsExactly(entry(safe, text));
  }

  @Test
  void parameters_withoutValueOrName_areEmptyOrLeftOut() {
    assertThat(Parameters.parse("List&a=&=b&&c=1"))
        .isEqualTo(Map.of("List", "", "a", "", "c", "1"));
    assertThat(Parameters.parse("")).isEmpty();
  }

  @Test
  void segments_keepPlusAndDecodeSlash() {
    assertThat(Parameters.segments("/a+b/c%2Fd/")).containsExactly("a+b", "c/d");
    assertThat(Parameters.segments("/")).isEmpty();
    assertThatThrownBy(() -> Parameters.segments("/%q"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:80",
        "127.0.0.1",
        "127.8.8.8:4566",
        "[::1]:1",
        " localhost "
      })
  void loopback_isTaken(String host) {
    assertThat(LoopbackHost.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "localhost.example.com",
        "127.0.0.1.nip.io",
        "128.0.0.1",
        "[::2]",
        "a@localhost"
      })
  void otherHost_isRefused(String host) {
    assertThat(LoopbackHost.isLoopback(host)).isFalse();
  }

  @Test
  void bodies_areEqualByTheirBytes() {
    assertThat(Body.of("é")).isEqualTo(Body.of("é".getBytes(StandardCharsets.UTF_8)));
    assertThat(Body.of("a")).isNotEqualTo(Body.of("b")).hasToString("1 bytes");
    assertThat(Body.of("abc").first(2).remaining()).isEqualTo(2);
  }
}
