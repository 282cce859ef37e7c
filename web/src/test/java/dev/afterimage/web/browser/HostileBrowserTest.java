// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.afterimage.report.testing.HostileCase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred hostile strings in every field: none runs, none breaks the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBrowserTest {
  private TestingBrowser browser;
  private Path file;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) {
    browser = TestingBrowser.start();
    file = TestingPages.of(HostileCase.build(), folder);
  }

  @BeforeEach
  void open() {
    page = browser.open(file);
  }

  @AfterEach
  void nothingRan() {
    assertThat(page.evaluate("window.hostile === undefined")).isEqualTo(true);
    assertThat(page.evaluate("Object.prototype.hostile === undefined")).isEqualTo(true);
    browser.assertQuiet();
    page.context().close();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void layout_staysWhereItIs() {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertThat(page.locator(".top nav")).isInViewport();
    assertThat(page.locator("#evidence")).isAttached();
    Page narrow = browser.open(file, 390, 844, ColorScheme.LIGHT);
    assertThat(narrow.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    narrow.context().close();
  }

  @Test
  void steps_openOneAfterTheOther() {
    page.focus("#timeline-scroll");
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Enter");
      assertThat(page.locator("#panel")).isVisible();
      page.keyboard().press("Escape");
    }
  }

  @Test
  void places_openOneAfterTheOther() {
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    int count = Math.min(60, page.locator(".places a.ref").count());
    for (int i = 0; i < count; i++) {
      page.locator(".places a.ref").nth(i).click();
      assertThat(page.locator("#panel .record")).isVisible();
      page.keyboard().press("Escape");
    }
  }

  @Test
  void sandboxes_table_andStates_hold() {
    page.click("#view-sandboxes");
    page.click("#as-table");
    assertThat(page.locator("#timeline-table tbody tr").first()).isVisible();
    page.locator("#graph [data-state]").first().click();
    assertThat(page.locator("#panel")).isVisible();
  }

  @Test
  void picture_isTaken() {
    TestingBrowser.picture("hostile", page.screenshot());
    assertThat(page.locator("h1")).isInViewport();
  }
}
