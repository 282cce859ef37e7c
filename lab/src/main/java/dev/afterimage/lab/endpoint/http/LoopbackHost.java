// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a Host header names this machine's loopback. A page of the web that lets its own name
 * point to 127.0.0.1 sends its own name, and is refused.
 */
public final class LoopbackHost {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  private LoopbackHost() {}

  /** Returns whether it does. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.trim().toLowerCase(Locale.ROOT)).matches();
  }
}
