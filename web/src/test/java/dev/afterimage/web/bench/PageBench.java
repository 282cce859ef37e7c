// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.afterimage.web.browser.LargePair;
import dev.afterimage.web.browser.TestingBrowser;
import dev.afterimage.web.browser.TestingPages;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures the page of two runs of 25 000 events in headless Chromium: its size, how soon it paints
 * first, and how long frames take while its timeline scrolls through every row.
 */
public final class PageBench {
  private static final int ROUNDS = 5;

  /** Scrolls the timeline for four seconds, frame by frame, and returns the time of each frame. */
  private static final String SCROLL =
      """
      () => new Promise((resolve) => {
        const scroll = document.getElementById("timeline-scroll");
        const end = scroll.scrollHeight - scroll.clientHeight;
        const frames = [];
        const start = performance.now();
        let last = start;
        const step = (now) => {
          frames.push(now - last);
          last = now;
          const share = (now - start) / 4000;
          if (share >= 1) {
            resolve(frames.slice(1));
            return;
          }
          scroll.scrollTop = end * (share < 0.5 ? share * 2 : 2 - share * 2);
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      })
      """;

  /** Puts the whole timeline into the window: what is out of sight costs no frame anything. */
  private static final String INTO_SIGHT =
      "() => document.getElementById('timeline-scroll').scrollIntoView({ block: 'center' })";

  private static final String FIRST_PAINT =
      "() => performance.getEntriesByName('first-contentful-paint')[0].startTime";

  private PageBench() {}

  /** Runs the measurement and prints its figures. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Files.createTempDirectory("afterimage-bench");
    long start = System.nanoTime();
    Path file = TestingPages.of(LargePair.build(), folder);
    out.printf(Locale.ROOT, "case and page made in %.1f s%n", (System.nanoTime() - start) / 1e9);
    out.printf(Locale.ROOT, "page: %,d bytes (%s)%n", Files.size(file), file);
    try (TestingBrowser browser = TestingBrowser.start()) {
      measure(browser, file, out);
    }
  }

  private static void measure(TestingBrowser browser, Path file, PrintStream out) {
    List<Double> paints = new ArrayList<>();
    List<Double> frames = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Page page = browser.open(file, 1280, 900, ColorScheme.LIGHT);
      paints.add(number(page.evaluate(FIRST_PAINT)));
      page.click("#fold-all");
      page.click("#fold-all");
      page.evaluate(INTO_SIGHT);
      ((List<?>) page.evaluate(SCROLL)).forEach(frame -> frames.add(number(frame)));
      page.context().close();
    }
    out.printf(
        Locale.ROOT,
        "first contentful paint, %d rounds: median %.0f ms, most %.0f ms%n",
        ROUNDS,
        quantile(paints, 0.5),
        quantile(paints, 1));
    out.printf(
        Locale.ROOT,
        "%d frames of a scroll through every row: median %.1f ms, p95 %.1f ms, most %.1f ms%n",
        frames.size(),
        quantile(frames, 0.5),
        quantile(frames, 0.95),
        quantile(frames, 1));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
  }
}
