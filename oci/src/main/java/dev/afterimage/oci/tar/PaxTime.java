// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

/** A PAX time, as whole seconds and the nanoseconds after them. */
record PaxTime(long seconds, int nanos) {
  private static final int NANO_DIGITS = 9;

  static PaxTime parse(String text) throws TarException {
    if (!text.matches("-?\\d{1,18}(\\.\\d{0,60})?")) {
      throw new TarException("PAX record mtime is no number");
    }
    int point = text.indexOf('.');
    long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
    String digits = point < 0 ? "" : text.substring(point + 1);
    int nanos = Integer.parseInt((digits + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
    return text.startsWith("-") && nanos > 0
        ? new PaxTime(seconds - 1, 1_000_000_000 - nanos)
        : new PaxTime(seconds, nanos);
  }
}
