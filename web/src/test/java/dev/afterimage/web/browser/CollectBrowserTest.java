// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.TestingExaminations;
import dev.afterimage.web.WebOptions;
import dev.afterimage.web.WebPorts;
import dev.afterimage.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page that collects: the form, its progress, and the way to the report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectBrowserTest {
  private final Semaphore answers = new Semaphore(0);
  private TestingBrowser browser;
  private WebServer server;
  private Path place;

  @BeforeAll
  void start(@TempDir Path folder, @TempDir Path elsewhere) throws Exception {
    browser = TestingBrowser.start();
    place =
        new TestingCase()
            .run(TestingExaminations.good("live-good"))
            .run(TestingExaminations.bad("live-bad", "Boom", "it broke"))
            .write(elsewhere.resolve("20260301-101500-000-1"));
    WebPorts ports = new WebPorts(Optional.empty(), Optional.of(this::collect));
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

  private WebPorts.Collected collect(List<String> runs, Consumer<String> progress)
      throws IOException {
    progress.accept("0.3 s: runs: " + runs.size() + " runs, 643 events");
    answers.acquireUninterruptibly();
    if (runs.get(0).startsWith("denied")) {
      throw new IOException("AWS denied states:DescribeExecution of denied; allow that action");
    }
    progress.accept("1.2 s: logs: 1.4 MiB");
    progress.accept("missing: lambda:ListAliases: denied (allow lambda:ListAliases)");
    return new WebPorts.Collected(place, List.of(arn("live-good"), arn("live-bad")));
  }

  private static String arn(String run) {
    return TestingHistory.of(run, TestingHistory.START, "{}").arn();
  }

  private Page form(int width, ColorScheme scheme) {
    Page page = browser.window(width, 900, scheme);
    page.navigate(server.address().toString());
    page.getByText("Collect").click();
    assertThat(page.locator("h1")).hasText("Collect runs from AWS");
    return page;
  }

  @Test
  void twoRuns_areCollected_andCompared_withTheKeyboardAlone() {
    Page page = form(1280, ColorScheme.LIGHT);
    page.focus("#b");
    page.keyboard().type("orders:last-failed");
    page.keyboard().press("Tab");
    page.keyboard().type("orders:last-success");
    page.keyboard().press("Enter");
    assertThat(page.locator("#progress li")).hasCount(1);
    assertThat(page.locator("#progress-end")).hasText("Collecting\u00A0…");
    assertThat(page.locator("#progress-next")).isHidden();
    answers.release();

    assertThat(page.locator("#progress-end")).containsText("Collected.");
    assertThat(page.locator("#progress li")).hasCount(3);
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture("collect", page.screenshot());
    page.focus("#progress-next");
    page.keyboard().press("Enter");
    TestingBrowser.awaitReady(page);
    assertThat(page.locator("h1")).containsText("Boom in Charge");
    assertThat(page.locator(".card.run-a")).containsText("live-good");
    assertThat(browser.problems()).isEmpty();
    page.context().close();
  }

  @Test
  void refusal_isSaidInOneLine_andTheNamesStay() {
    Page page = form(1280, ColorScheme.DARK);
    page.fill("#b", "denied:run");
    page.click("button[type=submit]");
    answers.release();

    assertThat(page.locator("#progress-end"))
        .hasText("Not collected: AWS denied states:DescribeExecution of denied; allow that action");
    assertThat(page.locator("#b")).hasValue("denied:run");
    assertThat(page.locator("#progress-next")).isHidden();
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture("collect-refused", page.screenshot());
    page.context().close();
  }

  @Test
  void narrowWindow_needsNoScrollingSideways() {
    Page page = form(380, ColorScheme.LIGHT);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    TestingBrowser.assertAccessible(page);
    page.context().close();
  }
}
