// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium. Tests are skipped where there is none, and fail for it in CI. No browser
 * is ever downloaded.
 */
public final class TestingBrowser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("AFTERIMAGE_CHROMIUM", "/usr/bin/chromium"));

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> problems = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  private TestingBrowser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Starts the browser. */
  public static TestingBrowser start() {
    boolean there = Files.isExecutable(CHROMIUM);
    if ("true".equals(System.getenv("AFTERIMAGE_CI"))) {
      assertThat(there).as("CI has a browser at %s (apt-get install chromium)", CHROMIUM).isTrue();
    }
    Assumptions.assumeTrue(there, "no browser at " + CHROMIUM);
    return new TestingBrowser();
  }

  /** Opens a window; what goes wrong in it, and what it asks the network for, is kept. */
  public Page window(int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
    Page page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          if (Set.of("error", "warning").contains(message.type())) {
            problems.add(message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> problems.add("uncaught: " + error));
    page.onDialog(
        dialog -> {
          problems.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(request -> requests.add(request.url()));
    return page;
  }

  /** Opens a report from disk and waits until its timeline is drawn. */
  public Page open(Path file) {
    return open(file, 1280, 900, ColorScheme.LIGHT);
  }

  /** Opens a report from disk in a window of a size. */
  public Page open(Path file, int width, int height, ColorScheme scheme) {
    Page page = window(width, height, scheme);
    page.navigate(file.toUri().toString());
    awaitReady(page);
    return page;
  }

  /** Waits until the timeline is drawn. */
  public static void awaitReady(Page page) {
    page.waitForSelector("html[data-ready=true]");
  }

  /** Asserts that no error or warning was written and nothing but the page itself was asked for. */
  public void assertQuiet() {
    assertThat(problems).isEmpty();
    assertThat(requests)
        .allMatch(
            url -> url.startsWith("file:") || url.startsWith("data:") || url.startsWith("blob:"));
    assertThat(requests.stream().filter(url -> url.startsWith("file:")).distinct())
        .hasSizeLessThan(2);
  }

  /** Goes to an element as the keyboard alone can: with Tab. */
  public static void tabTo(Page page, String selector) {
    for (int i = 0; i < 400; i++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(
          page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
        return;
      }
    }
    throw new AssertionError("Tab does not lead to " + selector);
  }

  /** Asserts that no error or warning was written and only one server was asked. */
  public void assertOnlyAsked(java.net.URI server) {
    assertThat(problems).isEmpty();
    assertThat(requests)
        .isNotEmpty()
        .allMatch(
            url ->
                url.startsWith("http://" + server.getAuthority() + "/") || url.startsWith("data:"));
  }

  /** Returns the option that waits longer for a text. */
  public static LocatorAssertions.HasTextOptions within(double millis) {
    return new LocatorAssertions.HasTextOptions().setTimeout(millis);
  }

  /** Forgets what went wrong so far, and what was asked for: it was meant to. */
  public void forget() {
    problems.clear();
    requests.clear();
  }

  /** Returns what went wrong so far. */
  public List<String> problems() {
    return problems;
  }

  /** Asserts that axe finds nothing serious. */
  public static void assertAccessible(Page page) {
    List<String> serious =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(TestingBrowser::words)
                .toList();
    assertThat(serious).isEmpty();
  }

  private static String words(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().limit(4).map(node -> node.getHtml()).toList();
  }

  /**
   * Keeps a picture, below {@code target/pictures}, or where the property {@code
   * afterimage.pictures} says.
   */
  public static void picture(String name, byte[] png) {
    try {
      Path folder = Path.of(System.getProperty("afterimage.pictures", "target/pictures"));
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".png"), png);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
