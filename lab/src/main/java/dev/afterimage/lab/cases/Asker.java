// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an account, turns pages, and remembers what was answered and what was refused. */
final class Asker {
  /** The names of page tokens in answers, with those in requests. */
  private static final Map<String, String> TOKENS =
      Map.of("nextToken", "nextToken", "NextToken", "NextToken", "NextMarker", "Marker");

  private static final Duration PER_CALL = Duration.ofMillis(130);

  private final Account account;
  private final Caller caller;
  private final Map<String, Optional<ObjectNode>> asked = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private Instant clock;

  Asker(Account account) {
    this.account = requireNonNull(account, "account is null");
    this.caller =
        new Caller("arn:aws:iam::" + account.id() + ":user/on-call", "192.0.2.200", "aws-cli/2.17");
    this.clock = account.now();
  }

  List<Answer> answers() {
    return Collections.unmodifiableList(answers);
  }

  List<Refusal> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** Asks once; the same question again gets the same answer and no second call. */
  Optional<ObjectNode> ask(String service, String operation, ObjectNode request) {
    String key = service + operation + request;
    Optional<ObjectNode> known = asked.get(key);
    if (known != null) {
      return known;
    }
    Call call = new Call(service, operation, request, caller);
    Optional<ObjectNode> answer = call(call);
    asked.put(key, answer);
    return answer;
  }

  /** Asks for something that only tells what else to ask; it is not remembered. */
  Optional<ObjectNode> peek(String service, String operation, ObjectNode request) {
    try {
      return Optional.of(account.answer(new Call(service, operation, request, caller)));
    } catch (ServiceException e) {
      return Optional.empty();
    }
  }

  private Optional<ObjectNode> call(Call call) {
    Instant at = clock;
    try {
      ObjectNode whole = Json.object();
      int pages = 0;
      Optional<String> member = Optional.empty();
      String token = "";
      do {
        ObjectNode request = call.input().deepCopy();
        if (member.isPresent()) {
          request.put(TOKENS.get(member.get()), token);
        }
        ObjectNode page =
            account.answer(new Call(call.service(), call.operation(), request, caller));
        pages++;
        clock = clock.plus(PER_CALL);
        member = TOKENS.keySet().stream().filter(page::has).findFirst();
        token = member.map(name -> page.remove(name).asText()).orElse("");
        merge(whole, page);
      } while (member.isPresent());
      answers.add(new Answer(call, at, whole, pages, true));
      return Optional.of(whole);
    } catch (ServiceException e) {
      clock = clock.plus(PER_CALL);
      refusals.add(new Refusal(call, e.code() + ": " + e.message()));
      return Optional.empty();
    }
  }

  private static void merge(ObjectNode whole, ObjectNode page) {
    for (Map.Entry<String, JsonNode> member : page.properties()) {
      if (whole.get(member.getKey()) instanceof ArrayNode array
          && member.getValue() instanceof ArrayNode more) {
        array.addAll(more);
      } else {
        whole.set(member.getKey(), member.getValue());
      }
    }
  }

  /** Replaces the answer of a call by a part of it. */
  void shorten(Answer answer, ObjectNode part) {
    answers.set(answers.indexOf(answer), new Answer(answer.call(), answer.at(), part, 1, false));
  }
}
