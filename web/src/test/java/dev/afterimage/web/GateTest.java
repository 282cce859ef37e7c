// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateTest {
  private TestingServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = TestingServer.of(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String hostHeader() {
    return "Host: " + server.host() + "\r\n";
  }

  @Test
  void ownBrowser_isLetIn() {
    assertThat(server.get("/").status()).isEqualTo(200);
    assertThat(
            server.getWith("/", hostHeader() + "Origin: http://" + server.host() + "\r\n").status())
        .isEqualTo(200);
    assertThat(server.getWith("/", hostHeader() + "Sec-Fetch-Site: same-origin\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void localhost_isTheSameHost() {
    String host = "Host: localhost:" + server.address().getPort() + "\r\n";

    assertThat(server.getWith("/", host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/state.json", "/compare?a=x&b=y", "/explain?run=x", "/nowhere"})
  void noToken_isRefused_everywhere(String path) {
    assertThat(server.ask("GET", path, hostHeader(), "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "%00"})
  void wrongToken_isRefused(String token) {
    String cookie = "Cookie: afterimage-" + server.address().getPort() + "=" + token + "\r\n";

    assertThat(server.ask("GET", "/", hostHeader() + cookie, "").status()).isEqualTo(401);
    assertThat(server.ask("GET", "/?token=" + token, hostHeader(), "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:80",
        "[::2]:80"
      })
  void wrongHost_isForbidden_evenWithTheToken(String host) {
    assertThat(server.getWith("/", "Host: " + host + "\r\n").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "https://localhost"})
  void pageOfAnotherOrigin_isForbidden_evenWithTheToken(String origin) {
    assertThat(server.getWith("/", hostHeader() + "Origin: " + origin + "\r\n").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void whatAnotherSiteLoads_isForbidden_butALinkIsNot(String site) {
    String headers = hostHeader() + "Sec-Fetch-Site: " + site + "\r\n";
    String link = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    String frame = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";

    assertThat(server.getWith("/", headers + "Sec-Fetch-Mode: no-cors\r\n").status())
        .isEqualTo(403);
    assertThat(server.getWith("/", headers + frame).status()).isEqualTo(403);
    assertThat(server.getWith("/", headers + link).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Origin: null\r\n", "Origin: http://evil.example\r\n"})
  void formFromNowhereOrElsewhere_isForbidden_evenWithTheToken(String origin) {
    String headers =
        hostHeader()
            + server.cookie()
            + origin
            + "Content-Type: application/x-www-form-urlencoded\r\n";

    assertThat(server.ask("POST", "/collect", headers, "b=x").status()).isEqualTo(403);
  }

  @Test
  void firstVisit_keepsTheTokenInACookie_thatScriptsAndOtherSitesDoNotGet() {
    String path = "/?" + server.address().getQuery();
    TestingServer.Answer answer = server.ask("GET", path, hostHeader(), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head())
        .containsPattern(
            "Set-Cookie: afterimage-\\d+=[\\w-]{32}; Path=/; HttpOnly; SameSite=Strict");
    assertThat(answer.body()).contains("url=/").doesNotContain("token");
  }

  @Test
  void everyAnswer_forbidsToBeFramedAndKept() {
    assertThat(server.get("/").head())
        .contains(
            "X-Frame-Options: DENY",
            "Cache-Control: no-store",
            "nosniff",
            "Referrer-Policy: same-origin")
        .contains("frame-ancestors 'none'");
  }

  @Test
  void tokens_areNewAtEachStart(@TempDir Path folder) {
    try (TestingServer other = TestingServer.of(folder)) {
      assertThat(other.address().getQuery()).isNotEqualTo(server.address().getQuery());
    }
  }
}
