// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.report.testing.TestingExaminations;
import dev.afterimage.web.WebOptions;
import dev.afterimage.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The local page: the list, two runs picked from it, and another site's page kept out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeBrowserTest {
  private TestingBrowser browser;
  private WebServer server;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("cases");
    browser = TestingBrowser.start();
    new TestingCase()
        .run(TestingExaminations.good("monday"))
        .run(TestingExaminations.bad("tuesday", "Boom", "it broke"))
        .write(folder.resolve("week"));
    new TestingCase()
        .run(TestingExaminations.bad("sunday", "Bang", "it burst"))
        .write(folder.resolve("weekend"));
    server = WebServer.start(WebOptions.of(folder, 0, "test"));
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

  private Page list() {
    return list(1280, ColorScheme.LIGHT);
  }

  private Page list(int width, ColorScheme scheme) {
    Page page = browser.window(width, 900, scheme);
    page.navigate(server.address().toString());
    assertThat(page.locator("#reading")).hasText("3 runs in 2 cases.");
    return page;
  }

  @Test
  void firstVisit_leadsToTheList_withoutTheToken() {
    Page page = list();

    assertThat(page.url()).doesNotContain("token");
    page.context().close();
  }

  @Test
  void search_thenTwoRuns_areCompared_andThePermalinkHolds() {
    Page page = list();
    assertThat(page.locator("#compare")).isDisabled();
    page.fill("#search", "week");
    assertThat(page.locator("tbody tr:visible")).hasCount(3);
    page.fill("#search", "weekend failed");
    assertThat(page.locator("tbody tr:visible")).hasCount(1);
    page.getByLabel("B: sunday").check();
    page.fill("#search", "");
    page.getByLabel("A: monday").check();
    page.click("#compare");
    TestingBrowser.awaitReady(page);
    assertThat(page.locator("h1")).containsText("Bang in Charge");

    page.reload();
    TestingBrowser.awaitReady(page);
    assertThat(page.locator(".card.run-a")).containsText("monday");
    TestingBrowser.assertAccessible(page);
    page.locator(".brand a").click();
    assertThat(page.locator("h1")).hasText("Runs");
    browser.assertOnlyAsked(server.address());
    page.context().close();
  }

  @Test
  void keyboardAlone_picksAndCompares() {
    Page page = list();
    TestingBrowser.tabTo(page, "#search");
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    assertThat(page.locator("input[name=a]:checked")).hasCount(1);
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#compare")).isEnabled();
    page.keyboard().press("Enter");
    TestingBrowser.awaitReady(page);
    browser.assertOnlyAsked(server.address());
    page.context().close();
  }

  @Test
  void run_isExplained() {
    Page page = list();
    page.getByLabel("Explain tuesday").click();
    TestingBrowser.awaitReady(page);

    assertThat(page.locator("h1")).containsText("Boom in Charge");
    page.context().close();
  }

  @Test
  void axe_findsNothingSerious() {
    Page page = list();
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture("serve", page.screenshot());
    page.context().close();
    Page dark = list(1280, ColorScheme.DARK);
    TestingBrowser.assertAccessible(dark);
    TestingBrowser.picture("serve-dark", dark.screenshot());
    dark.context().close();
  }

  @Test
  void narrowScreen_scrollsNowhereSideways() {
    Page page = list(390, ColorScheme.LIGHT);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    TestingBrowser.assertAccessible(page);
    TestingBrowser.picture("serve-narrow", page.screenshot());
    page.context().close();
  }

  @Test
  void pageOfAnotherSite_getsNothing() throws Exception {
    Page page = list();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String home = server.address().resolve("/").toString();
    byte[] attack =
        ("<!DOCTYPE html><script>fetch('"
                + home
                + "state.json',{mode:'no-cors',credentials:'include'})</script><img src='"
                + home
                + "'><iframe src='"
                + home
                + "'></iframe><script src='"
                + home
                + "state.json'></script>")
            .getBytes(StandardCharsets.UTF_8);
    other.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, attack.length);
          exchange.getResponseBody().write(attack);
          exchange.close();
        });
    other.start();
    List<Integer> answers = new CopyOnWriteArrayList<>();
    page.onResponse(
        response -> {
          if (response.url().startsWith(home)) {
            answers.add(response.status());
          }
        });
    page.onRequestFailed(
        request -> {
          if (request.url().startsWith(home)) {
            answers.add(403);
          }
        });
    try {
      page.navigate("http://localhost:" + other.getAddress().getPort() + "/");
      page.waitForTimeout(700);
    } finally {
      other.stop(0);
      browser.forget();
    }

    assertThat(answers).hasSizeGreaterThanOrEqualTo(3).containsOnly(403);
    page.context().close();
  }
}
