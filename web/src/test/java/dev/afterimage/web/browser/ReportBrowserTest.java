// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an engineer does with the report of the example, in a browser, from disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportBrowserTest {
  private TestingBrowser browser;
  private Path file;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) {
    browser = TestingBrowser.start();
    file = TestingPages.example(folder);
  }

  @BeforeEach
  void open() {
    page = browser.open(file);
  }

  @AfterEach
  void quiet() {
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
  void firstScreen_tellsTheCause_theRuns_andTheImages() {
    assertThat(page.locator("h1")).containsText("RuntimeError in PollBatches[0]/PollBatch");
    for (String shown : new String[] {"#cause h2", ".badge .stamp", ".card.run-a", ".card.run-b"}) {
      assertThat(page.locator(shown)).isInViewport();
    }
    assertThat(page.locator("#cause .chip").first()).hasText("confirmed");
  }

  @Test
  void claim_opensItsEvidence_highlighted() {
    page.locator("button.expand").first().click();
    page.locator(".claims:not([hidden]) a.ref").first().click();

    assertThat(page.locator("#panel")).isVisible();
    assertThat(page.locator("#panel .hit")).containsText("TimeoutGuard start=");
    assertThat(page.locator("#panel .hit")).isInViewport();
    page.keyboard().press("Escape");
    assertThat(page.locator("#panel")).not().isVisible();
  }

  @Test
  void causes_areFiltered_andRuledOutOnesStayFolded() {
    Locator ruledOut = page.locator("#claims-cold-storm").locator("xpath=ancestor::tbody");

    assertThat(ruledOut).not().isVisible();
    page.fill("#cause-filter", "cold-storm");
    assertThat(ruledOut).isVisible();
    assertThat(page.locator("tbody.cause:visible")).hasCount(1);
    page.fill("#cause-filter", "");
    assertThat(page.locator("#causes > .scroll tbody.cause:visible").first()).isVisible();
  }

  @Test
  void timeline_folds_filters_andShowsWhatDiffers() {
    Locator status = page.locator("#timeline-status");

    page.click("#fold-all");
    assertThat(status).hasText("8 rows");
    page.fill("#row-filter", "pollbatches[3]");
    assertThat(status).hasText("2 rows");
    page.fill("#row-filter", "");
    page.click("#fold-all");
    page.check("#only-different");
    assertThat(status).not().hasText("8 rows");
    assertThat(status).hasText(Pattern.compile("\\d+ rows"));
  }

  @Test
  void sandboxes_areShown_oldestFailuresFirst_andAsATable() {
    page.click("#view-sandboxes");
    page.click("#as-table");
    Locator rows = page.locator("#timeline-table tbody tr");

    assertThat(page.locator("#view-sandboxes")).hasAttribute("aria-pressed", "true");
    assertThat(rows.nth(1)).containsText("16 min 44 s old");
    assertThat(rows.nth(1)).containsText("yes");
    rows.nth(1).locator("button").click();
    assertThat(page.locator("#panel")).containsText("failed");
    page.locator("#panel")
        .getByText("step", new Locator.GetByTextOptions().setExact(true))
        .last()
        .click();
    assertThat(page.locator("#panel-title")).containsText("PollBatches[");
    page.click("#panel-back");
    assertThat(page.locator("#panel-title")).containsText("Sandbox");
  }

  @Test
  void state_showsItsVisits_andTheirDifference() {
    page.click("[data-state=PollBatch]");
    assertThat(page.locator("#panel")).containsText("27 visits");
    page.locator("#panel .visits button").first().click();

    assertThat(page.locator("#panel-title")).hasText("PollBatches[0]/PollBatch");
    assertThat(page.locator("#panel")).containsText("Operation line_polling_handler exceeded");
    assertThat(page.locator("#panel")).containsText("The same in both runs.");
  }

  @Test
  void keyboardAlone_reachesTheCause_theTimeline_andTheStates() {
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.focus("#timeline-scroll");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#timeline-status")).containsText("ListPendingBatches");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("#timeline-status")).containsText("folded");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel-title")).hasText("PollBatches[0]/PollBatch");
    page.keyboard().press("Escape");
    assertThat(page.locator("#timeline-scroll")).isFocused();
    page.focus("[data-state=PollBatches]");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel-title")).hasText("PollBatches");
  }

  @Test
  void keyboardAlone_opensAClaimsEvidence_andSwitchesToTheSandboxes() {
    TestingBrowser.tabTo(page, "button.expand");
    page.keyboard().press("Enter");
    TestingBrowser.tabTo(page, "#claims-stale-init-state a.ref");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel .hit")).isInViewport();
    page.keyboard().press("Escape");
    assertThat(page.locator("#claims-stale-init-state a.ref").first()).isFocused();
    TestingBrowser.tabTo(page, "#view-sandboxes");
    page.keyboard().press("Enter");
    assertThat(page.locator("#view-sandboxes")).hasAttribute("aria-pressed", "true");
    TestingBrowser.tabTo(page, "#timeline-scroll");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel-title")).containsText("Sandbox");
    page.keyboard().press("Escape");
    TestingBrowser.tabTo(page, "[data-state]");
    page.keyboard().press("Enter");
    assertThat(page.locator("#panel")).isVisible();
  }

  @Test
  void theme_isSwitched() {
    page.click("#theme");

    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.locator("#theme")).hasText("Light");
  }

  @Test
  void axe_findsNothingSerious_inLight_dark_andThePanel() {
    TestingBrowser.assertAccessible(page);
    page.click("#theme");
    page.locator("button.expand").first().click();
    TestingBrowser.assertAccessible(page);
    page.locator(".claims:not([hidden]) a.ref").first().click();
    assertThat(page.locator("#panel .hit")).isVisible();
    TestingBrowser.assertAccessible(page);
  }

  @Test
  void narrowScreen_scrollsNowhereSideways() {
    page.setViewportSize(390, 844);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  @Test
  void withoutAScript_theClaimsAreThere() {
    try (var context =
        page.context()
            .browser()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setJavaScriptEnabled(false))) {
      Page plain = context.newPage();
      plain.navigate(file.toUri().toString());

      assertThat(plain.locator("#claims-stale-init-state")).isVisible();
      assertThat(plain.locator("#timeline .nojs")).isVisible();
      assertThat(plain.locator("#fold-all")).not().isVisible();
    }
  }

  @Test
  void pictures_areTaken() {
    TestingBrowser.picture("report-light", page.screenshot());
    page.click("#view-sandboxes");
    TestingBrowser.picture("sandboxes", page.locator("#timeline").screenshot());
    for (String part : new String[] {"partitions", "graph", "images", "changes"}) {
      TestingBrowser.picture("part-" + part, page.locator("#" + part).screenshot());
    }
    Page dark = browser.open(file, 1280, 900, ColorScheme.DARK);
    TestingBrowser.picture("report-dark", dark.screenshot());
    dark.context().close();
    Page narrow = browser.open(file, 390, 844, ColorScheme.LIGHT);
    TestingBrowser.picture("report-narrow", narrow.screenshot());
    narrow.locator("#timeline").scrollIntoViewIfNeeded();
    TestingBrowser.picture("timeline-narrow", narrow.locator("#timeline").screenshot());
    narrow.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    narrow.setViewportSize(794, 1123);
    TestingBrowser.picture("report-print", narrow.screenshot());
    narrow.context().close();

    org.assertj.core.api.Assertions.assertThat(
            Path.of(System.getProperty("afterimage.pictures", "target/pictures")))
        .isDirectoryContaining("glob:**report-print.png");
  }
}
