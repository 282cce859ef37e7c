// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.endpoint.clients.TestingSeed;
import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The images of the seed, as ECR's API, its links and its registry give them out. */
class ImageContentTest {
  private static final String REPOSITORY = "embedding-line-poll-docker-repo-4146688";

  private final Weather weather = new Weather();
  private LabServer server;

  @BeforeEach
  void start() throws IOException {
    server = LabServer.start(TestingSeed.account(), weather, 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ObjectNode ecr(String operation, String input) {
    HttpResponse<String> reply =
        TestingHttp.post(
            server.url().toString(),
            Map.of(
                "Authorization",
                TestingHttp.signed("ecr", TestingSeed.account().region()),
                "X-Amz-Target",
                "AmazonEC2ContainerRegistry_V20150921." + operation),
            input);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Json.parseObject(reply.body());
  }

  private JsonNode manifest() {
    ObjectNode answer =
        ecr(
            "BatchGetImage",
            "{\"repositoryName\":\"" + REPOSITORY + "\",\"imageIds\":[{\"imageTag\":\"latest\"}]}");
    return Json.parse(answer.path("images").path(0).path("imageManifest").asText());
  }

  private String config() {
    return manifest().path("config").path("digest").asText();
  }

  private String link(String digest) {
    return ecr(
            "GetDownloadUrlForLayer",
            "{\"repositoryName\":\"" + REPOSITORY + "\",\"layerDigest\":\"" + digest + "\"}")
        .path("downloadUrl")
        .asText();
  }

  private Map<String, String> basic() {
    String token =
        ecr("GetAuthorizationToken", "{}")
            .path("authorizationData")
            .path(0)
            .path("authorizationToken")
            .asText();
    return Map.of("Authorization", "Basic " + token);
  }

  private HttpResponse<String> registry(String path) {
    return TestingHttp.get(server.url() + "/v2/" + REPOSITORY + path, basic());
  }

  private static String digest(String content) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  @Test
  void link_givesTheBytesOfTheDigest() throws Exception {
    HttpResponse<String> reply = TestingHttp.get(link(config()), Map.of());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(digest(reply.body())).isEqualTo(config());
    assertThat(server.calls().of("s3:GetObject")).hasSize(1);
  }

  @Test
  void range_givesAPart() {
    String whole = TestingHttp.get(link(config()), Map.of()).body();
    HttpResponse<String> part = TestingHttp.get(link(config()), Map.of("Range", "bytes=10-19"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(whole.substring(10, 20));
    assertThat(part.headers().firstValue("content-range"))
        .contains("bytes 10-19/" + whole.length());
  }

  @Test
  void rangeOutside_isRefused() {
    HttpResponse<String> reply =
        TestingHttp.get(link(config()), Map.of("Range", "bytes=99999999-"));
    assertThat(reply.statusCode()).isEqualTo(416);
    assertThat(reply.body()).contains("<Code>InvalidRange</Code>");
  }

  @Test
  void expiredLink_isRefused() {
    weather.linkLifetime(Duration.ZERO);
    HttpResponse<String> reply = TestingHttp.get(link(config()), Map.of());
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.body()).contains("<Message>Request has expired</Message>");
  }

  @Test
  void linkToAnotherLayer_isRefused() {
    String other = "0".repeat(64);
    String forged = link(config()).replace(config().substring(7), other);
    assertThat(TestingHttp.get(forged, Map.of()).body())
        .contains("<Code>SignatureDoesNotMatch</Code>");
    String bare = forged.substring(0, forged.indexOf('?'));
    assertThat(TestingHttp.get(bare, Map.of()).body()).contains("<Code>AccessDenied</Code>");
  }

  @Test
  void throttledLink_saysSlowDown() {
    String link = link(config());
    weather.throttleEvery(1);
    HttpResponse<String> reply = TestingHttp.get(link, Map.of());
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.body()).contains("<Code>SlowDown</Code>");
  }

  @Test
  void manifest_isTheSameByTagAndByDigest() throws Exception {
    HttpResponse<String> byTag = registry("/manifests/latest");
    assertThat(byTag.statusCode()).isEqualTo(200);
    String digest = byTag.headers().firstValue("docker-content-digest").orElseThrow();
    assertThat(digest(byTag.body())).isEqualTo(digest);
    assertThat(registry("/manifests/" + digest).body()).isEqualTo(byTag.body());
    assertThat(byTag.headers().firstValue("content-type").orElseThrow())
        .isEqualTo(Json.parse(byTag.body()).path("mediaType").asText());
  }

  @Test
  void blob_leadsToItsLink() throws Exception {
    HttpResponse<String> reply = registry("/blobs/" + config());
    assertThat(reply.statusCode()).isEqualTo(307);
    String location = reply.headers().firstValue("location").orElseThrow();
    assertThat(digest(TestingHttp.get(location, Map.of()).body())).isEqualTo(config());
  }

  @Test
  void head_hasLengthAndNoBody() {
    String whole = registry("/manifests/latest").body();
    HttpResponse<String> head =
        TestingHttp.send(
            "HEAD", server.url() + "/v2/" + REPOSITORY + "/manifests/latest", basic(), "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(whole.length());
  }

  @Test
  void tags_arePaged() {
    HttpResponse<String> first = registry("/tags/list?n=1");
    JsonNode all = Json.parse(registry("/tags/list").body()).path("tags");
    assertThat(all).hasSizeGreaterThan(1);
    assertThat(Json.parse(first.body()).path("tags")).hasSize(1).first().isEqualTo(all.get(0));
    assertThat(first.headers().firstValue("link").orElseThrow())
        .contains("n=1&last=" + all.get(0).asText());
    assertThat(registry("/tags/list").headers().firstValue("link")).isEmpty();
  }

  @Test
  void registry_wantsItsToken() {
    String base = server.url() + "/v2/";
    HttpResponse<String> bare = TestingHttp.get(base, Map.of());
    assertThat(bare.statusCode()).isEqualTo(401);
    assertThat(bare.headers().firstValue("www-authenticate").orElseThrow()).startsWith("Basic ");
    Map<String, String> wrong = Map.of("Authorization", "Basic QVdTOndyb25n");
    assertThat(TestingHttp.get(base, wrong).statusCode()).isEqualTo(401);
    assertThat(TestingHttp.get(base, basic()).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNotThere_hasItsCode() {
    assertThat(registry("/manifests/nope").body()).contains("MANIFEST_UNKNOWN");
    assertThat(registry("/blobs/sha256:" + "0".repeat(64)).body()).contains("BLOB_UNKNOWN");
    assertThat(registry("/manifests/sha256:short").body()).contains("NAME_INVALID");
    HttpResponse<String> other = TestingHttp.get(server.url() + "/v2/other/tags/list", basic());
    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(other.body()).contains("NAME_UNKNOWN");
  }

  @Test
  void writing_isRefused() {
    HttpResponse<String> reply =
        TestingHttp.send("PUT", server.url() + "/v2/" + REPOSITORY + "/manifests/x", basic(), "{}");
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.body()).contains("UNSUPPORTED");
  }

  @Test
  void deniedAndThrottledPulls_haveTheirCodes() {
    Map<String, String> token = basic();
    String url = server.url() + "/v2/" + REPOSITORY + "/manifests/latest";
    weather.deny("ecr:BatchGetImage");
    assertThat(TestingHttp.get(url, token).body()).contains("DENIED");
    weather.allow("ecr:BatchGetImage").throttleEvery(1);
    assertThat(TestingHttp.get(url, token).statusCode()).isEqualTo(429);
  }
}
