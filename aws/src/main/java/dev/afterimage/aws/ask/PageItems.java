// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.call.Paging;
import dev.afterimage.aws.call.Reply;
import dev.afterimage.aws.casefile.Part;
import dev.afterimage.aws.casefile.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** Turns pages into lines of redacted JSON, and hands each item over to whoever asked. */
final class PageItems {
  private final Asker asker;
  private final Asker.Question question;
  private final Paging paging;
  private final Query.Reading reading;
  private volatile boolean enough;

  PageItems(Asker asker, Asker.Question question, Paging paging) {
    this.asker = asker;
    this.question = question;
    this.paging = paging;
    this.reading = question.query().reading();
  }

  /** Whether an item was seen behind which nothing is of interest. */
  boolean isEnough() {
    return enough;
  }

  /**
   * Returns a page as it is to be saved; its items in their order whichever end it is from.
   *
   * @param next the token of the page behind it
   */
  Parts.Page page(Reply.Answer answer, Parts.Chain chain, Optional<String> next) {
    SdkPojo response = answer.response();
    List<SdkPojo> items = SdkMembers.items(response, paging.items());
    List<String> lines = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      SdkPojo item = items.get(chain == Parts.Chain.FORWARD ? i : items.size() - 1 - i);
      ObjectNode node = asker.json().of(item);
      String text = node.toString();
      String redacted = asker.redactor().redactJson(text);
      lines.add(redacted);
      handOver(redacted, redacted.equals(text) ? node : Asker.parsed(redacted));
    }
    ObjectNode head =
        asker.redacted(asker.json().without(response, Set.of(paging.items(), paging.tokenOut())));
    return new Parts.Page(answer.askedAt(), next, head, lines);
  }

  /**
   * Hands the items of a saved page over again.
   *
   * @return the id of the item nearest to the other end; 0 where items have none
   */
  long again(Part part, Parts.Chain chain) throws IOException {
    List<String> items = Parts.items(part);
    long first = 0;
    long last = 0;
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = Asker.parsed(items.get(i));
      handOver(items.get(i), item);
      last = item.path("id").asLong();
      first = i == 0 ? last : first;
    }
    return chain == Parts.Chain.FORWARD ? last : first;
  }

  private synchronized void handOver(String line, ObjectNode item) {
    reading.budget().ifPresent(budget -> budget.spend(line.length()));
    enough |= reading.enough().test(item);
    question.items().ifPresent(items -> items.accept(item));
  }
}
