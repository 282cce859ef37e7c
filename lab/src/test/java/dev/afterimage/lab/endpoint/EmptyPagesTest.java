// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.json.Json;
import org.junit.jupiter.api.Test;

class EmptyPagesTest {

  private static Call call(String service, String operation, String input) {
    return new Call(service, operation, Json.parseObject(input), new Caller("a", "b", "c"));
  }

  @Test
  void emptyPage_leadsToThePageBehindIt() {
    Call call = call("logs", "FilterLogEvents", "{\"logGroupName\":\"g\",\"nextToken\":\"t\"}");
    ObjectNode answer = Json.parseObject("{\"events\":[1,2],\"nextToken\":\"u\"}");
    ObjectNode page = EmptyPages.before(call, answer);
    assertThat(page.path("events")).isEmpty();
    ObjectNode next =
        call.input().deepCopy().setAll(Json.object("nextToken", page.path("nextToken").asText()));
    assertThat(EmptyPages.behind(call("logs", "FilterLogEvents", next.toString())))
        .map(Call::input)
        .contains(call.input());
  }

  @Test
  void firstPage_hasNoTokenBehindIt() {
    Call call = call("lambda", "ListFunctions", "{}");
    String token = EmptyPages.before(call, Json.object()).path("NextMarker").asText();
    Call next = call("lambda", "ListFunctions", Json.object("Marker", token).toString());
    assertThat(EmptyPages.behind(next)).map(Call::input).contains(Json.object());
  }

  @Test
  void repeatedToken_isTheEnd() {
    Call call = call("logs", "GetLogEvents", "{\"nextToken\":\"f/1\"}");
    ObjectNode end =
        Json.parseObject(
            "{\"events\":[],\"nextForwardToken\":\"f/1\",\"nextBackwardToken\":\"b/1\"}");
    assertThat(EmptyPages.before(call, end)).isEqualTo(end);
  }

  @Test
  void ordinaryToken_isLeftAlone() {
    assertThat(EmptyPages.behind(call("states", "ListExecutions", "{\"nextToken\":\"t\"}")))
        .isEmpty();
    assertThat(EmptyPages.behind(call("states", "ListExecutions", "{}"))).isEmpty();
  }

  @Test
  void operationThatDoesNotPage_isLeftAlone() {
    ObjectNode answer = Json.parseObject("{\"Arn\":\"a\"}");
    assertThat(EmptyPages.before(call("sts", "GetCallerIdentity", "{}"), answer)).isEqualTo(answer);
  }
}
