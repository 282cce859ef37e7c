// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a page in the browser of the user. */
final class Browser {
  private Browser() {}

  /** Opens a page; the browser stays when this process ends. */
  static void open(URI page) throws CommandException {
    List<String> command =
        command(System.getProperty("os.name", ""), System.getenv("BROWSER"), page);
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER,
          "cannot start " + command.get(0) + "; open " + page + " yourself, or set BROWSER");
    }
  }

  /**
   * Returns the command that opens a page.
   *
   * @param browser the program that the environment names
   */
  static List<String> command(String system, @Nullable String browser, URI page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (browser != null && !browser.isBlank()) {
      return List.of(browser, page.toString());
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
  }
}
