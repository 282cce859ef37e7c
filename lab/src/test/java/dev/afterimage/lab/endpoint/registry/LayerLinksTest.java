// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerLinksTest {
  private static final Instant START = Instant.parse("2025-01-02T03:04:05Z");
  private static final LayerLinks.Target TARGET =
      new LayerLinks.Target("eu-west-1", "sha256:" + "c".repeat(64));

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final LayerLinks links = new LayerLinks(now::get);
  private final RegistryTokens tokens = new RegistryTokens(now::get);

  private static HttpRequest request(String link) {
    int mark = link.indexOf('?');
    return new HttpRequest(
        "GET", link.substring(0, mark), link.substring(mark + 1), Map.of(), Body.of(""));
  }

  private String link() {
    return links.link(TARGET, "lab", Duration.ofMinutes(10));
  }

  @Test
  void link_leadsToItsTarget_untilItExpires() throws ServiceException {
    HttpRequest request = request(link());
    assertThat(LayerLinks.isLink(request.path())).isTrue();
    now.set(START.plusSeconds(599));
    assertThat(links.check(request)).isEqualTo(TARGET);
    now.set(START.plusSeconds(600));
    assertThatThrownBy(() -> links.check(request)).hasMessage("Request has expired");
  }

  @ParameterizedTest
  @CsvSource({
    "Expires=600,Expires=6000",
    "cccc,cccd",
    "eu-west-1,eu-west-2",
    "Signature=,Signature=0"
  })
  void changedLink_isRefused(String from, String to) {
    HttpRequest request = request(link().replaceFirst(from, to));
    assertThatThrownBy(() -> links.check(request))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("signature");
  }

  @Test
  void linkOfAnotherServer_isRefused() {
    HttpRequest request = request(new LayerLinks(now::get).link(TARGET, "lab", Duration.ofDays(1)));
    assertThatThrownBy(() -> links.check(request)).isInstanceOf(ServiceException.class);
  }

  @Test
  void token_isGoodForTwelveHours() {
    String header = "Basic " + tokens.issue(new Caller("arn", "ip", "agent"), "eu-west-1");
    now.set(START.plus(Duration.ofHours(12)).minusSeconds(1));
    assertThat(tokens.holder(header)).map(RegistryTokens.Holder::region).contains("eu-west-1");
    now.set(START.plus(Duration.ofHours(12)));
    assertThat(tokens.holder(header)).isEmpty();
  }

  @Test
  void otherToken_isRefused() {
    tokens.issue(new Caller("arn", "ip", "agent"), "eu-west-1");
    assertThat(tokens.holder("Basic QVdTOng=")).isEmpty();
    assertThat(tokens.holder("Bearer x")).isEmpty();
    assertThat(tokens.holder("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/,BASE",
    "/v2,BASE",
    "/v2/a/b-c/manifests/latest,MANIFEST",
    "/v2/a/tags/list,TAGS"
  })
  void path_isKnown(String path, DistributionPath.Kind kind) {
    assertThat(DistributionPath.parse(path)).map(DistributionPath::kind).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/A/manifests/x",
    "/v2/a/manifests/..",
    "/v2/a/blobs/latest",
    "/v2/../x/tags/list",
    "/v2/a/blobs/sha256:zz",
    "/v2/_catalog"
  })
  void otherPath_isNot(String path) {
    assertThat(DistributionPath.parse(path)).isEmpty();
  }
}
