// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkRequest;

/**
 * A question to AWS.
 *
 * @param request the parameters, without the token of a page
 * @param subject what is asked about; with the call it tells the query from every other of the case
 */
public record Query(
    ApiCall call, Target target, SdkRequest request, String subject, Reading reading) {

  /**
   * How far an answer of several pages is read.
   *
   * @param mostPages where reading ends although there is more
   * @param cut whether what lies behind those pages was wanted too
   * @param enough tells the item behind which nothing is of interest
   * @param budget what the items' bytes are counted against
   * @param bothEnds whether pages are read from the end as well, until both chains meet
   */
  public record Reading(
      int mostPages,
      boolean cut,
      Predicate<ObjectNode> enough,
      Optional<ByteBudget> budget,
      boolean bothEnds) {
    /** Every page. */
    public static final Reading ALL =
        new Reading(Integer.MAX_VALUE, false, item -> false, Optional.empty(), false);

    /** Every page, from both ends at once. */
    public static final Reading BOTH_ENDS =
        new Reading(Integer.MAX_VALUE, false, item -> false, Optional.empty(), true);

    public Reading {
      requireNonNull(enough, "enough is null");
      requireNonNull(budget, "budget is null");
    }

    /** Reads a number of pages at the most, and lacks what lies behind them. */
    public static Reading atMost(int pages) {
      return new Reading(pages, true, item -> false, Optional.empty(), false);
    }

    /** Reads up to a number of pages; no more is wanted. */
    public static Reading upTo(int pages) {
      return new Reading(pages, false, item -> false, Optional.empty(), false);
    }

    /** Ends after a number of pages at the latest. */
    public Reading upToPages(int pages) {
      return new Reading(pages, cut, enough, budget, bothEnds);
    }

    /** Ends at the page with an item that fits. */
    public Reading until(Predicate<ObjectNode> item) {
      return new Reading(mostPages, cut, item, budget, bothEnds);
    }

    /** Ends when a budget is spent. */
    public static Reading within(ByteBudget bytes) {
      return new Reading(Integer.MAX_VALUE, false, item -> false, Optional.of(bytes), false);
    }
  }

  public Query {
    requireNonNull(call, "call is null");
    requireNonNull(target, "target is null");
    requireNonNull(request, "request is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(reading, "reading is null");
  }

  /** A query of every page. */
  public static Query of(ApiCall call, Target target, SdkRequest request, String subject) {
    return new Query(call, target, request, subject, Reading.ALL);
  }

  /** Returns the same query, read in another way. */
  public Query reading(Reading other) {
    return new Query(call, target, request, subject, other);
  }

  /** Returns what is asked, for people. */
  public String text() {
    return call.iamAction() + " of " + subject;
  }
}
