// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts an empty page before each page of a paged operation, as AWS does where it has looked through
 * its share of data and found nothing. The token of the empty page leads to the page behind it.
 */
final class EmptyPages {
  private static final String PREFIX = "behind-empty-page.";

  /** A request's member with the token, by the answer's. */
  private static final Map<String, String> TOKENS =
      Map.of(
          "nextToken", "nextToken",
          "NextToken", "NextToken",
          "NextMarker", "Marker",
          "nextForwardToken", "nextToken",
          "nextBackwardToken", "nextToken");

  /** What holds the token in the answers of a service; the other way of paging as exception. */
  private static final Map<String, String> USUAL =
      Map.of(
          "states", "nextToken",
          "ecr", "nextToken",
          "logs", "nextToken",
          "cloudtrail", "NextToken",
          "cloudwatch", "NextToken",
          "ec2", "NextToken",
          "servicequotas", "NextToken",
          "lambda", "NextMarker",
          "elasticfilesystem", "NextMarker");

  private static final Map<String, List<String>> EXCEPTIONS =
      Map.of(
          "logs:GetLogEvents", List.of("nextForwardToken", "nextBackwardToken"),
          "elasticfilesystem:DescribeAccessPoints", List.of("NextToken"));

  private EmptyPages() {}

  private static List<String> tokens(Call call) {
    List<String> usual =
        Optional.ofNullable(USUAL.get(call.service())).map(List::of).orElse(List.of());
    return EXCEPTIONS.getOrDefault(call.action(), usual);
  }

  private static String asked(Call call) {
    return tokens(call).stream()
        .findFirst()
        .map(token -> call.input().path(TOKENS.getOrDefault(token, token)).asText())
        .orElse("");
  }

  /** Returns the call that a client means who comes from an empty page; empty for any other. */
  static Optional<Call> behind(Call call) {
    String token = asked(call);
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    ObjectNode input = call.input().deepCopy();
    String member = TOKENS.getOrDefault(tokens(call).get(0), "");
    String before = token.substring(PREFIX.length());
    if (before.isEmpty()) {
      input.remove(member);
    } else {
      input.put(member, before);
    }
    return Optional.of(new Call(call.service(), call.operation(), input, call.caller()));
  }

  /**
   * Returns the empty page before an answer; the answer itself where it does not page, or repeats
   * the token that it was asked with, which is how GetLogEvents says that there is no more.
   */
  static ObjectNode before(Call call, ObjectNode answer) {
    String token = asked(call);
    boolean last =
        !token.isEmpty()
            && tokens(call).stream().anyMatch(name -> answer.path(name).asText().equals(token));
    if (tokens(call).isEmpty() || last) {
      return answer;
    }
    ObjectNode page = Json.object();
    for (Map.Entry<String, JsonNode> member : answer.properties()) {
      page.set(
          member.getKey(),
          member.getValue() instanceof ArrayNode ? Json.array() : member.getValue());
    }
    tokens(call).forEach(name -> page.put(name, PREFIX + token));
    return page;
  }
}
