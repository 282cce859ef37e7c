// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static java.util.Objects.requireNonNull;

import dev.afterimage.report.html.HtmlReport;
import java.nio.file.Path;

/**
 * What the local page is about.
 *
 * @param folder the folder of cases
 * @param port the port on loopback; 0 takes a free one
 * @param version the tool's version
 * @param htmlBudget what a report may take, in bytes
 * @param ports what other modules add
 */
public record WebOptions(Path folder, int port, String version, long htmlBudget, WebPorts ports) {
  public WebOptions {
    requireNonNull(folder, "folder is null");
    requireNonNull(version, "version is null");
    requireNonNull(ports, "ports is null");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(port + " is no port; give a number from 0 to 65535");
    }
  }

  /** Returns options with the usual budget and nothing added. */
  public static WebOptions of(Path folder, int port, String version) {
    return new WebOptions(folder, port, version, HtmlReport.DEFAULT_BUDGET, WebPorts.NONE);
  }
}
