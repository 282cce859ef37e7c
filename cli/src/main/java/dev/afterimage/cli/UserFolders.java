// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The user's folders, by the XDG base directory specification. */
final class UserFolders {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT);

  private UserFolders() {}

  private static Path of(String variable, String below) {
    String value = System.getenv(variable);
    // A relative path is to be ignored, says the specification.
    return value != null && value.startsWith("/")
        ? Path.of(value)
        : Path.of(System.getProperty("user.home", ".")).resolve(below);
  }

  /** Returns the folder of configuration, {@code ~/.config} unless the environment says another. */
  static Path configuration() {
    return of("XDG_CONFIG_HOME", ".config");
  }

  /** Returns a new folder of the cache: what a name leads to changes, so that no case is reused. */
  static Path freshCase() {
    return of("XDG_CACHE_HOME", ".cache")
        .resolve("afterimage")
        .resolve("cases")
        .resolve(
            LocalDateTime.now(java.time.ZoneId.systemDefault()).format(STAMP)
                + "-"
                + ProcessHandle.current().pid());
  }
}
