// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.afterimage.web.TestingFleetView;
import dev.afterimage.web.WebOptions;
import dev.afterimage.web.WebPorts;
import dev.afterimage.web.WebServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page over many runs: what separates, the groups, the days. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetBrowserTest {
  private TestingBrowser browser;
  private WebServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    browser = TestingBrowser.start();
    WebPorts ports = new WebPorts(Optional.of(TestingFleetView::view), Optional.empty());
    server = WebServer.start(new WebOptions(folder, 0, "test", 6_000_000, ports));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private Page open(int width, ColorScheme scheme) {
    Page page = browser.window(width, 900, scheme);
    page.navigate(server.address().toString());
    page.getByText("Fleet").click();
    assertThat(page.locator("h1")).hasText("Many runs");
    return page;
  }

  @Test
  void page_showsSeparatingAttributes_andDaysWithDeploys() {
    Page page = open(1280, ColorScheme.LIGHT);

    assertThat(page.locator(".fleet-panel")).hasCount(2);
    assertThat(page.locator("tr.inside").first()).containsText("2 hours 9 minutes and more");
    assertThat(page.locator("tr.inside").first()).containsText("19 of 225");
    assertThat(page.locator("svg.days")).hasCount(2);
    assertThat(page.locator("svg.days").first().locator("line.deploy")).hasCount(2);
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture(
        "fleet", page.screenshot(new Page.ScreenshotOptions().setFullPage(true)));
    browser.assertOnlyAsked(server.address());
    page.context().close();
  }

  @Test
  void dark_isAccessible() {
    Page page = open(1280, ColorScheme.DARK);
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture("fleet-dark", page.screenshot());
    page.context().close();
  }

  @Test
  void narrowWindow_needsNoScrollingSideways() {
    Page page = open(380, ColorScheme.LIGHT);
    Object wider =
        page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth + 1");

    assertThat(wider).isEqualTo(false);
    page.context().close();
  }
}
