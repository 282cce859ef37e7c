// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The report of two runs of 25 000 events: it is within its budget, and every row is reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargePairBrowserTest {
  private TestingBrowser browser;
  private Path file;

  @BeforeAll
  void start(@TempDir Path folder) {
    browser = TestingBrowser.start();
    file = TestingPages.of(LargePair.build(), folder);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void file_isWithinItsBudget() throws Exception {
    assertThat(Files.size(file)).isLessThanOrEqualTo(6_000_000);
  }

  @Test
  void everyRow_isReached_andAFailingOneOpens() {
    Page page = browser.open(file);
    assertThat(page.locator(".card.run-b")).containsText("249");
    page.click("#fold-all");
    page.click("#fold-all");
    assertThat(page.locator("#timeline-status")).hasText("3562 rows");
    page.focus("#timeline-scroll");
    page.keyboard().press("End");
    assertThat(page.locator("#timeline-status")).containsText("[3559]/ProcessOrder");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel-title")).hasText("ProcessOrders[3559]/ProcessOrder");
    browser.assertQuiet();
    page.context().close();
  }

  @Test
  void pictures_areTaken() {
    Page page = browser.open(file);
    page.click("#fold-all");
    page.click("#fold-all");
    page.check("#only-different");
    TestingBrowser.picture("large-steps", page.locator("#timeline").screenshot());
    page.uncheck("#only-different");
    page.click("#view-sandboxes");
    TestingBrowser.picture("large-sandboxes", page.locator("#timeline").screenshot());
    page.context().close();
    Page dark = browser.open(file, 1280, 900, ColorScheme.DARK);
    TestingBrowser.picture("large-dark", dark.screenshot());
    assertThat(dark.locator("h1")).isInViewport();
    dark.context().close();
  }
}
