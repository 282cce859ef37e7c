// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.lab.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, from where, and how a call must look. */
class AccessTest {
  private static final String ACTION = "Action=GetCallerIdentity&Version=2011-06-15";

  private LabServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        LabServer.start(
            List.of(
                TestingAccount.of(
                    new TestingService("sts").answer("GetCallerIdentity", Json.object()),
                    new TestingService("states").answer("ListStateMachines", Json.object()),
                    new TestingService("lambda").answer("GetFunction", Json.object()),
                    new TestingService("cloudwatch").answer("ListMetrics", Json.object())),
                TestingAccount.in(
                    "us-west-2",
                    new TestingService("states")
                        .answer("ListStateMachines", Json.object("where", "west")))),
            new Weather(),
            0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> states(Map<String, String> headers, String body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("X-Amz-Target", "AWSStepFunctions.ListStateMachines");
    return TestingHttp.post(server.url().toString(), all, body);
  }

  private HttpResponse<String> sts(Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    return TestingHttp.post(server.url() + "/", all, ACTION);
  }

  private static Map<String, String> signed(String service, String region) {
    return Map.of("Authorization", TestingHttp.signed(service, region));
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void signedCall_isAnswered() {
    assertThat(states(signed("states", TestingAccount.REGION), "").statusCode()).isEqualTo(200);
    assertThat(sts(signed("sts", TestingAccount.REGION)).statusCode()).isEqualTo(200);
  }

  @Test
  void region_chooses_itsAccount() {
    assertThat(states(signed("states", "us-west-2"), "{}").body()).contains("west");
    assertThat(states(signed("states", TestingAccount.REGION), "{}").body()).doesNotContain("west");
  }

  @Test
  void globalService_answersToTheFirstRegion_others_doNot() {
    assertThat(sts(signed("sts", "us-east-1")).statusCode()).isEqualTo(200);
    assertThat(states(signed("states", "us-east-1"), "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void missingAuthentication_isRefused_inEveryProtocol() {
    assertThat(states(Map.of(), "{}").body()).contains("\"MissingAuthenticationTokenException\"");
    assertThat(sts(Map.of()).body()).contains("<Code>MissingAuthenticationToken</Code>");
    HttpResponse<String> lambda =
        TestingHttp.get(server.url() + "/2015-03-31/functions/f", Map.of());
    assertThat(lambda.statusCode()).isEqualTo(403);
    assertThat(lambda.headers().firstValue("x-amzn-errortype"))
        .contains("MissingAuthenticationTokenException");
    HttpResponse<String> cbor =
        TestingHttp.post(
            server.url() + "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            Map.of("smithy-protocol", "rpc-v2-cbor"),
            "");
    assertThat(cbor.headers().firstValue("x-amzn-query-error"))
        .contains("MissingAuthenticationToken;Sender");
  }

  @Test
  void malformedSignature_isRefused() {
    assertThat(states(Map.of("Authorization", "AWS4-HMAC-SHA256 Credential=a"), "{}").body())
        .contains("IncompleteSignatureException");
    assertThat(sts(Map.of("Authorization", "Bearer x")).body())
        .contains("<Code>IncompleteSignature</Code>");
  }

  @Test
  void signatureForAnotherService_isRefused() {
    assertThat(states(signed("lambda", TestingAccount.REGION), "{}").body())
        .contains("InvalidSignatureException")
        .contains("Credential should be scoped to correct service: 'states'.");
  }

  @Test
  void queryInTheUrl_isTheSameAsInAForm() {
    HttpResponse<String> reply =
        TestingHttp.get(
            server.url()
                + "/?"
                + ACTION
                + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20250304%2F"
                + TestingAccount.REGION
                + "%2Fsts%2Faws4_request",
            Map.of());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(server.calls().calls().get(0).call().caller().name()).isEqualTo("AK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{", "\"a\"", "{} {}"})
  void bodyThatIsNoObject_isRefused(String body) {
    HttpResponse<String> reply = states(signed("states", TestingAccount.REGION), body);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("SerializationException");
  }

  @Test
  void cborThatIsNoMap_isRefused() {
    HttpResponse<String> reply =
        TestingHttp.post(
            server.url() + "/service/GraniteServiceVersion20100801/operation/ListMetrics",
            Map.of(
                "smithy-protocol",
                "rpc-v2-cbor",
                "Authorization",
                TestingHttp.signed("monitoring", TestingAccount.REGION)),
            "hello");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("SerializationException");
  }

  @Test
  void hugeBody_isRefused() {
    String body = "{\"a\":\"" + "x".repeat(9 << 20) + "\"}";
    assertThat(states(signed("states", TestingAccount.REGION), body).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200", "localhost:99,200", "127.0.0.1:1,200", "[::1]:80,200",
    "evil.example,421", "127.0.0.1.evil.example,421", "localhost.evil.example:80,421",
        "10.0.0.1,421"
  })
  void host_mustBeLoopback(String host, int status) throws IOException {
    String reply =
        raw(
            "GET /2015-03-31/functions/f HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\nAuthorization: "
                + TestingHttp.signed("lambda", TestingAccount.REGION)
                + "\r\n\r\n");
    assertThat(reply).startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%zz", "/?a=%e", "/?Action=%"})
  void brokenEscape_isRefused(String path) throws IOException {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void brokenEscape_inAForm_isRefused() {
    HttpResponse<String> reply =
        TestingHttp.post(
            server.url() + "/",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "Action=%zz");
    assertThat(reply.statusCode()).isEqualTo(400);
  }

  @Test
  void otherInterfaces_areNotServed() throws IOException {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, server.url().getPort()).close())
              .isInstanceOf(ConnectException.class);
        }
      }
    }
    assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void takenPort_isSaidInOneLine() {
    assertThatThrownBy(
            () -> LabServer.start(TestingAccount.of(), new Weather(), server.url().getPort()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("port " + server.url().getPort() + " of 127.0.0.1 cannot be opened")
        .hasMessageNotContaining("\n");
  }

  @Test
  void twoAccountsForOneRegion_areRefused() {
    assertThatThrownBy(
            () ->
                LabServer.start(
                    List.of(TestingAccount.of(), TestingAccount.of()), new Weather(), 0))
        .hasMessage("two accounts for the Region " + TestingAccount.REGION);
  }
}
