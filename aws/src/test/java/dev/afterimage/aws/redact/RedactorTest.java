// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.evidence.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final Redactor REDACTOR =
      Redactor.with(
          RedactionKey.of(
              "a key that is only for tests".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

  static List<TestingSecrets.Planted> secrets() {
    return TestingSecrets.all();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void redact_secretInText_isReplacedByItsKind(TestingSecrets.Planted planted) {
    String redacted = REDACTOR.redact(planted.text());

    assertThat(redacted).doesNotContain(planted.secret());
    assertThat(redacted).contains("<redacted:" + planted.kind() + ":" + planted.secret().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"})
  void redact_twilioKeyOfAnyFirstDigit_isReplaced(String digit) {
    String key = "SK" + digit + "0123456789abcdef0123456789abcde";

    assertThat(REDACTOR.redact("sid " + key)).doesNotContain(key).contains("<redacted:twilio-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateEntered"})
  void mayHoldSecret_typesOfEvents_areToldApartFast(String type) {
    assertThat(TextRedactor.mayHoldSecret("{\"id\":7,\"type\":\"" + type + "\"}")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void redactJson_secretInIt_isReplacedAsInAnyText(TestingSecrets.Planted planted) {
    String json = "{\"message\":" + quoted(planted.text()) + "}";

    assertThat(REDACTOR.redactJson(json))
        .doesNotContain(planted.secret())
        .isEqualTo(REDACTOR.redact(json));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void redact_secretInLogLine_isReplaced(TestingSecrets.Planted planted) {
    String line = "[INFO]\t2026-01-01T00:00:00.000Z\t8f6b1e0c\tcalling " + planted.text();

    assertThat(REDACTOR.redact(line)).doesNotContain(planted.secret()).startsWith("[INFO]\t2026");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void redact_secretInJsonInJson_leavesBothValid(TestingSecrets.Planted planted) {
    String inner = Json.parse("{}").orElseThrow().isObject() ? quoted(planted.text()) : "";
    String outer = "{\"input\":" + quoted("{\"message\":" + inner + "}") + ",\"id\":7}";

    String redacted = REDACTOR.redact(outer);

    var input = Json.parse(redacted).orElseThrow().path("input").asText();
    var message = Json.parse(input).orElseThrow().path("message").asText();
    assertThat(message).doesNotContain(planted.secret());
    assertThat(redacted).doesNotContain(planted.secret());
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void redact_twice_changesNothingMore(TestingSecrets.Planted planted) {
    String once = REDACTOR.redact(planted.text());

    assertThat(REDACTOR.redact(once)).isEqualTo(once);
  }

  private static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:us-east-1:681647709217:execution:line-ingest:885ea78b-e884-4fe3-94ae-7e29736cc4fe",
        "681647709217.dkr.ecr.us-east-1.amazonaws.com/embedding-line-poll-docker-repo-4146688@sha256:47ed87f9aaae891107c6ec326537468098b35583b441739f5c0df027638c5905",
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db/password-AbCdEf",
        "User: arn:aws:sts::111122223333:assumed-role/app/fn is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf",
        "START RequestId: 8f6b1e0c-9d1a-4c7e-8f0a-1d2c3b4a5968 Version: $LATEST",
        "REPORT RequestId: 8f6b1e0c-9d1a-4c7e-8f0a-1d2c3b4a5968\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t\nXRAY TraceId: 1-61c86fa4-59b3c6d959653c527fd10966\tSegmentId: 107ea78a5750a811\tSampled: true",
        "2026/11/16/[$LATEST]0123456789abcdef0123456789abcdef",
        "The security token included in the request is expired",
        "ExpiredToken: The security token included in the request is expired",
        "Invalid token: signature has expired",
        "SyntaxError: Unexpected token: < in JSON at position 0",
        "RuntimeError: Operation line_polling_handler exceeded timeout limits",
        "An error occurred (AccessDeniedException) when calling the Invoke operation: missing Authentication Token",
        "KeyError: 'password'",
        "password authentication failed for user \"app\"",
        "TypeError: connect() got an unexpected keyword argument 'api_key'",
        "Basic authentication is required",
        "Bearer authentication scheme is required here",
        "connecting to https://api.example.com:8443/v1/items?page=2&sort=key",
        "max_tokens=4096 total_tokens: 18234",
        "{\"usage\":{\"prompt_tokens\":12,\"total_tokens\":345},\"nextToken\":null}",
        "{\"nextToken\":\"AAAAKgAAAAIAAAAAAAAAAeZ\",\"clientRequestToken\":\"8f6b1e0c-9d1a-4c7e-8f0a-1d2c3b4a5968\"}",
        "{\"secretId\":\"prod/db\",\"SecretArn\":\"arn:aws:secretsmanager:eu-west-1:1:secret:x\",\"tokenType\":\"Bearer\"}",
        "{\"Authorization.$\":\"$.token\",\"apiKey.$\":\"States.Format('{}', $.x)\",\"password\":null,\"secret\":\"\"}",
        "{\"Environment\":{\"Variables\":{\"TIMEOUT_SECONDS\":\"900\",\"DEBUG\":\"true\",\"LOG_LEVEL\":\"INFO\"}}}",
        "{\"environment\":\"prod\",\"env\":\"dev\"}",
        "{\"tokens\":[\"the\",\"quick\",\"fox\"]}",
        "npm install lodash@4.17.21 react@18.2.0 @types/node",
        "git@github.com: Permission denied",
        "File \"/var/lang/lib/python3.12/site-packages/boto3/Session.py\", line 84",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 by build 7",
        "AROAQWERTYUIOP234567:embedding-line-poll",
        "TaskFailed at com.example.orders.PaymentServiceImplementationBeanFactoryX1",
        "CodeSha256 Tq0ZcPzL8yYw3v1rB5nM7kJ2hG4fD6sA9xC0eV8uI1o=",
        "lambda: key=orders/2026/11/16/part-0001.parquet bucket=data",
        "{\"Key\":\"orders/1.json\",\"PartitionKey\":\"order#7\",\"keys\":[\"a\",\"b\"]}"
      })
  void redact_noSecret_isLeftAsItIs(String text) {
    assertThat(REDACTOR.redact(text)).isEqualTo(text);
  }

  @Test
  void redact_equalSecrets_haveEqualMarks() {
    String first = REDACTOR.redact("{\"password\":\"swordfish\"}");
    String second = REDACTOR.redact("{\"dbPassword\":\"swordfish\",\"x\":1}");
    String other = REDACTOR.redact("{\"password\":\"swordfist\"}");

    String mark = first.substring(first.indexOf('<'), first.indexOf('>') + 1);
    assertThat(second).contains(mark);
    assertThat(other).doesNotContain(mark);
  }

  @Test
  void redact_otherKey_givesAnotherMark() {
    Redactor other = Redactor.with(RedactionKey.of(new byte[32]));

    assertThat(other.redact("{\"password\":\"swordfish\"}"))
        .isNotEqualTo(REDACTOR.redact("{\"password\":\"swordfish\"}"));
    assertThat(other.keyId()).isPresent().isNotEqualTo(REDACTOR.keyId());
  }

  @Test
  void redact_off_leavesSecrets() {
    assertThat(Redactor.off().redact("{\"password\":\"swordfish\"}")).contains("swordfish");
    assertThat(Redactor.off().keyId()).isEmpty();
  }

  @Test
  void redact_numberAsPassword_becomesText() {
    String redacted = REDACTOR.redact("{\"password\": 12345678, \"count\": 3}");

    assertThat(Json.parse(redacted).orElseThrow().path("password").isTextual()).isTrue();
    assertThat(redacted).doesNotContain("12345678").contains("\"count\": 3}");
  }

  @Test
  void redact_restOfJson_keepsItsBytes() {
    String text = "{ \"a\" : 1.50,\t\"e\":1E3, \"password\" : \"x y z\",\n \"u\":\"\\u00e9\\/\" }";

    String redacted = REDACTOR.redact(text);

    assertThat(redacted)
        .startsWith("{ \"a\" : 1.50,\t\"e\":1E3, \"password\" : \"<redacted:password:5a_:");
    assertThat(redacted).endsWith("\",\n \"u\":\"\\u00e9\\/\" }");
  }

  @Test
  void redact_credentialsOfCloudTrail_keepsWhatNamesThem() {
    String redacted =
        REDACTOR.redact(
            "{\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAQWERTYUIOP234567\","
                + "\"expiration\":\"Nov 16, 2026, 7:12:43 PM\",\"sessionToken\":\"abc123\"},"
                + "\"assumedRoleUser\":{\"arn\":\"arn:aws:sts::1:assumed-role/r/s\"}}}");

    assertThat(redacted).doesNotContain("ASIAQ").doesNotContain("abc123");
    assertThat(redacted).contains("Nov 16, 2026, 7:12:43 PM", "arn:aws:sts::1:assumed-role/r/s");
  }

  @ParameterizedTest
  @MethodSource("huge")
  void redact_hugeText_isDoneInTime(String text) {
    assertThat(REDACTOR.redact(text)).isNotEmpty();
  }

  static Stream<String> huge() {
    return Stream.of(
        "a".repeat(400_000),
        "password=".repeat(40_000),
        "\"password\": \"" + "x".repeat(400_000),
        "a@".repeat(200_000),
        "eyJ".repeat(100_000),
        "://a:".repeat(60_000),
        "-----BEGIN PRIVATE KEY-----".repeat(10_000));
  }
}
