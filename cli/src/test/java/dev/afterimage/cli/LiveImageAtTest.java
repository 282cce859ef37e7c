// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code image at} that asks AWS itself: here the lab, over HTTP. */
class LiveImageAtTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";
  private static final Duration LONG_AGO = Duration.ofDays(80);

  @TempDir Path temp;
  private TestingLive lab;

  @BeforeEach
  void serve() throws IOException {
    lab = TestingLive.untilNow(temp, "seed");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private String keep() {
    return temp.resolve("case").toString();
  }

  private String account() {
    return lab.bad().split(":", -1)[4];
  }

  /** What the function has now: its story never changed it between the runs and now. */
  private String digest() throws ServiceException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("FunctionName", POLL);
    JsonNode code = lab.answer("lambda", "GetFunction", request).path("Code");
    return code.path("ResolvedImageUri").asText().replaceFirst(".*@", "");
  }

  private TestingCli.Result at(String function, Instant moment, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("image", "at", function, "--at", moment.toString(), "--keep", keep()));
    all.addAll(List.of("--format", "json"));
    all.addAll(List.of(more));
    return lab.run(all.toArray(String[]::new));
  }

  @Test
  void functionThatWasNotChangedSince_isProvedWithoutCloudTrail() throws ServiceException {
    TestingCli.Result live = at(POLL, lab.now());
    assertThat(live.status()).as(live.err()).isZero();
    JsonNode image = live.json().at("/images/0");
    assertThat(image.path("grade").asText()).isEqualTo("proved");
    assertThat(image.path("digest").asText()).isEqualTo(digest());
    assertThat(lab.actions())
        .contains("lambda:GetFunction")
        .doesNotContain("cloudtrail:LookupEvents");
    assertThat(live.err()).contains("The case is in " + keep());
  }

  @Test
  void functionThatWasChangedSince_isAskedOfCloudTrail() {
    TestingCli.Result live = at(POLL, lab.now().minus(LONG_AGO));
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(lab.actions()).contains("cloudtrail:LookupEvents");
    assertThat(live.json().at("/images/0/grade").asText()).isNotEqualTo("proved");
  }

  @Test
  void caseThatIsKept_givesTheSameAnswerOffline() {
    TestingCli.Result live = at(POLL, lab.now());
    lab.close();
    TestingCli.Result offline =
        TestingCli.run(
            "image",
            "at",
            POLL,
            "--at",
            lab.now().toString(),
            "--evidence",
            keep(),
            "--format",
            "json");
    assertThat(offline.out()).isEqualTo(live.out());
  }

  @Test
  void arn_saysTheRegion() {
    String arn = "arn:aws:lambda:us-east-1:" + account() + ":function:" + POLL;
    TestingCli.Result live = at(arn + ":$LATEST", lab.now());
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.json().path("qualifier").asText()).isEqualTo("$LATEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda:GetFunction", "lambda:*"})
  void deniedFunction_isStatus4InOneLine(String action) {
    lab.weather().deny(action);
    TestingCli.Result live = at(POLL, lab.now());
    assertThat(live.status()).isEqualTo(4);
    assertThat(live.out()).isEmpty();
    assertThat(live.err().strip().lines())
        .singleElement()
        .asString()
        .contains("denied lambda:GetFunction", POLL);
  }

  @Test
  void deniedTrail_isAGapAndNoFailure() {
    lab.weather().deny("cloudtrail:*");
    TestingCli.Result live = at(POLL, lab.now().minus(LONG_AGO));
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.json().toString()).contains("cloudtrail:LookupEvents");
  }

  @Test
  void functionThatIsNotThere_isStatus4InOneLine() {
    TestingCli.Result live = at("nobody-has-this-one", lab.now());
    assertThat(live.status()).isEqualTo(4);
    assertThat(live.err().strip().lines())
        .singleElement()
        .asString()
        .contains("AWS knows no function nobody-has-this-one")
        .doesNotContain("90 days");
  }

  @Test
  void noMoment_callsNothing() {
    TestingCli.Result live = lab.run("image", "at", POLL, "--at", "yesterday");
    assertThat(live.status()).isEqualTo(2);
    assertThat(lab.actions()).isEmpty();
  }
}
