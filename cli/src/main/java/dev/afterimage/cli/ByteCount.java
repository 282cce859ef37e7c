// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A number of bytes: {@code 1000000}, {@code 64MiB} or {@code 2G}; units count in steps of 1024.
 */
record ByteCount(long bytes) {
  private static final String UNITS = "KMG";
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(?:([KMG])(?:I?B)?|B)?");

  /** Reads an option's value. */
  static final class Converter implements CommandLine.ITypeConverter<ByteCount> {
    @Override
    public ByteCount convert(String value) {
      Matcher matcher = FORM.matcher(value.strip().toUpperCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' is no number of bytes; give 64MiB, or 67108864");
      }
      int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
      return new ByteCount(Long.parseLong(matcher.group(1)) << (10 * power));
    }
  }

  /** Returns a number of bytes for people. */
  static String text(long bytes) {
    return bytes < 10_240
        ? bytes + " bytes"
        : bytes < 10_485_760
            ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
            : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
