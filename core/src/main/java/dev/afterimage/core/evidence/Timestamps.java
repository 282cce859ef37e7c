// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moments as AWS and its tools write them: ISO 8601 with any offset, epoch seconds (whole or
 * fractional), epoch milliseconds.
 */
public final class Timestamps {
  /** Numbers from here on are milliseconds: as seconds they would lie beyond the year 5138. */
  private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,16}(\\.\\d{1,12})?");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Timestamps() {}

  /** Returns the moment that a JSON value holds; none where it is no moment. */
  public static Optional<Instant> parse(JsonNode node) {
    if (node.isNumber()) {
      return ofNumber(node.decimalValue());
    }
    return node.isTextual() ? parse(node.textValue()) : Optional.empty();
  }

  /** Returns the moment that a text holds; a time without an offset is UTC. */
  public static Optional<Instant> parse(String text) {
    String trimmed = text.trim();
    if (NUMBER.matcher(trimmed).matches()) {
      return ofNumber(new BigDecimal(trimmed));
    }
    return parseIso(trimmed)
        .map(
            parsed ->
                parsed instanceof OffsetDateTime moment
                    ? moment.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
  }

  /** Returns the offset that a time was written in; none for numbers and times without one. */
  public static Optional<ZoneOffset> offset(JsonNode node) {
    return node.isTextual()
        ? parseIso(node.textValue().trim())
            .filter(OffsetDateTime.class::isInstance)
            .map(ZoneOffset::from)
        : Optional.empty();
  }

  private static Optional<TemporalAccessor> parseIso(String text) {
    if (text.length() < 16 || text.length() > 40) {
      return Optional.empty();
    }
    try {
      return Optional.of(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> ofNumber(BigDecimal number) {
    if (number.compareTo(BigDecimal.ONE) < 0 || number.precision() - number.scale() > 15) {
      return Optional.empty();
    }
    BigDecimal seconds = number.compareTo(FIRST_MILLIS) >= 0 ? number.movePointLeft(3) : number;
    long whole = seconds.longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).multiply(NANOS).longValue();
    return Optional.of(Instant.ofEpochSecond(whole, nanos));
  }
}
