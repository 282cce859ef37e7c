// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.testing.HostileStrings;
import dev.afterimage.web.FleetView;
import dev.afterimage.web.WebOptions;
import dev.afterimage.web.WebPorts;
import dev.afterimage.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred hostile strings in every field of the pages that only the server has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileServeBrowserTest {
  private final List<String> strings = HostileStrings.all();
  private TestingBrowser browser;
  private WebServer server;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    browser = TestingBrowser.start();
    TestingCase runs = new TestingCase();
    for (int i = 0; i < strings.size(); i++) {
      String machine = TestingHistory.machineArn(name(i));
      runs.run(
          TestingHistory.of("run" + i, TestingHistory.START.plusSeconds(60L * i), "{}")
              .succeed("{}")
              .described("stateMachineArn", machine)
              .described("name", name(i)));
    }
    runs.write(folder.resolve("<script>window.hostile=1<"));
    new TestingCase().run(TestingHistory.of("x").succeed("{}")).write(folder.resolve("\u202E<b>"));
    Files.createDirectory(folder.resolve("\"><img src=x onerror=window.hostile=1>\u001B[31m"));
    WebPorts ports = new WebPorts(Optional.of(this::fleet), Optional.of(this::collect));
    server = WebServer.start(new WebOptions(folder, 0, "test", 6_000_000, ports));
  }

  @BeforeEach
  void open() {
    page = browser.window(1280, 900, ColorScheme.LIGHT);
    page.navigate(server.address().toString());
    assertThat(page.locator("#reading"))
        .hasText("201 runs in 3 cases.", TestingBrowser.within(60_000));
  }

  @AfterEach
  void nothingRan() {
    assertThat(page.evaluate("window.hostile === undefined")).isEqualTo(true);
    assertThat(page.evaluate("Object.prototype.hostile === undefined")).isEqualTo(true);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertThat(browser.problems()).isEmpty();
    page.context().close();
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

  /** A name cannot be as long as a text: AWS bounds it, this bounds it far later. */
  private String name(int number) {
    String text = strings.get(number);
    return (text.length() > 600 ? text.substring(0, 600) : text) + number;
  }

  private FleetView fleet() {
    List<FleetView.Group> groups = new ArrayList<>();
    List<FleetView.Panel> panels = new ArrayList<>();
    List<FleetView.Step> steps = new ArrayList<>();
    FleetView.Count count = new FleetView.Count(1, 2);
    for (String text : strings) {
      groups.add(new FleetView.Group(text, 1, "2026-02-03T04:05:06Z", "2026-02-03T04:05:06Z"));
      FleetView.Bar bar = new FleetView.Bar(text, count, true);
      panels.add(new FleetView.Panel(text, text, text, List.of(bar)));
      steps.add(new FleetView.Step(text, List.of(new FleetView.Day("2026-02-03", count))));
    }
    List<FleetView.Mark> marks = List.of(new FleetView.Mark("2026-02-03", strings));
    return new FleetView(new FleetView.Totals(2, 1), groups, panels, steps, marks);
  }

  private WebPorts.Collected collect(List<String> runs, Consumer<String> progress)
      throws IOException {
    strings.forEach(progress);
    throw new IOException(String.join(" ", strings));
  }

  private static void assertPlain(Page page) {
    assertThat(page.locator("body").innerText().codePoints())
        .filteredOn(c -> c != '\n' && c != '\t' && c != 0xA0)
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Test
  void list_showsThem_andIsSearched() {
    assertPlain(page);
    page.fill("#search", "window.hostile=1</script>2");
    assertThat(page.locator("tbody tr:visible").first()).isVisible();
    page.locator("summary").click();
    assertThat(page.locator("details li")).hasCount(1);
    TestingBrowser.assertAccessible(page);
  }

  @Test
  void runs_areExplained() {
    page.locator("tbody tr a").nth(5).click();
    TestingBrowser.awaitReady(page);
    assertThat(page.locator("h1")).isInViewport();
  }

  @Test
  void fleet_showsThem() {
    page.getByText("Fleet").click();
    assertThat(page.locator("#groups tbody tr")).hasCount(200);
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertPlain(page);
    page.setViewportSize(390, 844);
    assertThat(page.locator("h1")).isInViewport();
  }

  @Test
  void progress_showsThem() {
    page.getByText("Collect").click();
    page.fill("#a", "\"><script>window.hostile=1</script>");
    page.fill("#b", "</textarea><img src=x onerror=window.hostile=1>");
    page.click("button[type=submit]");
    assertThat(page.locator("#progress li")).hasCount(200);
    assertThat(page.locator("#progress-end")).containsText("Not collected: <script>");
    assertPlain(page);
  }
}
