// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import dev.afterimage.aws.call.CallFailure;
import dev.afterimage.aws.call.Paging;
import dev.afterimage.aws.call.Reply;
import dev.afterimage.aws.casefile.CaseStore;
import dev.afterimage.aws.casefile.Pages;
import dev.afterimage.aws.casefile.Part;
import dev.afterimage.aws.casefile.Parts;
import dev.afterimage.aws.casefile.StoredCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Reads an answer page by page; each page is on disk before the one behind it is. An answer that
 * can be asked for backwards is read from both ends at once, until the two chains of pages meet.
 */
final class PageReader {
  private final Asker asker;
  private final Asker.Question question;
  private final Query.Reading reading;
  private final Paging paging;
  private final Parts parts;
  private final PageItems items;
  private final int depth;
  private final CompletableFuture<Answered> result = new CompletableFuture<>();
  private final CompletableFuture<Answered> saved = new CompletableFuture<>();
  private final PageChain forward = new PageChain(Parts.Chain.FORWARD);
  private final PageChain backward = new PageChain(Parts.Chain.BACKWARD);
  private Optional<CallFailure> failure = Optional.empty();
  private boolean restarted;

  PageReader(Asker asker, Asker.Question question, int depth) {
    this.asker = asker;
    this.question = question;
    this.depth = depth;
    this.reading = question.query().reading();
    this.paging = question.query().call().paging().orElseThrow();
    this.parts = asker.store().parts(question.id(), question.request());
    this.items = new PageItems(asker, question, paging);
  }

  Asker.Asking read() {
    asker.caller().executor().execute(() -> guarded(this::begin));
    return new Asker.Asking(result, saved);
  }

  /** Work that may find the disk full. */
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Whatever goes wrong must reach those who wait. */
  private void guarded(DiskWork work) {
    try {
      work.run();
    } catch (IOException e) {
      failed(new UncheckedIOException(e));
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Throwable fault) {
    result.completeExceptionally(fault);
    saved.completeExceptionally(fault);
  }

  private void begin() throws IOException {
    for (PageChain chain : List.of(forward, backward)) {
      for (Part part : parts.of(chain.which())) {
        chain.took(part, items.again(part, chain.which()));
      }
    }
    goOn();
  }

  /** Sends what is to be sent next, or ends. */
  private synchronized void goOn() throws IOException {
    stop().ifPresent(why -> failure = failure.or(() -> Optional.of(why)));
    if (failure.isEmpty() && !isEnough() && !isWhole()) {
      advance(forward, backward);
      if (reading.bothEnds() && forward.pages() > 0) {
        advance(backward, forward);
      }
    }
    if (forward.isIdle() && backward.isIdle() && !result.isDone()) {
      finish();
    }
  }

  private Optional<CallFailure> stop() {
    return reading
        .budget()
        .filter(budget -> budget.isSpent() && !isWhole())
        .map(
            budget ->
                new CallFailure(
                    question.query().call(), CallFailure.Kind.STOPPED, "Budget", budget.why()));
  }

  private boolean isEnough() {
    return items.isEnough() || forward.pages() + backward.pages() >= reading.mostPages();
  }

  private boolean isWhole() {
    boolean met =
        forward.pages() > 0 && backward.pages() > 0 && forward.edge() + 1 >= backward.edge();
    return met || forward.isAtEnd() || backward.isAtEnd();
  }

  /** Asks for the next page of a chain, unless the page that the other waits for closes the gap. */
  private void advance(PageChain chain, PageChain other) {
    long between = backward.edge() - forward.edge() - 1;
    boolean closing =
        other.isTravelling()
            && other.pages() > 0
            && chain.pages() > 0
            && between <= other.lastSize();
    if (closing || !chain.mayTravel(reading.bothEnds())) {
      return;
    }
    chain.sent();
    SdkRequest request = question.query().request();
    if (chain.token().isPresent()) {
      request = SdkMembers.with(request, paging.tokenIn(), chain.token().get());
    }
    if (chain == backward) {
      request = SdkMembers.with(request, "reverseOrder", true);
    }
    CompletableFuture<?> unused =
        asker
            .caller()
            .send(question.query().target(), question.query().call(), request)
            .whenComplete((reply, fault) -> guarded(() -> replied(chain, reply, fault)));
  }

  private synchronized void replied(
      PageChain chain, @Nullable Reply reply, @Nullable Throwable fault) throws IOException {
    chain.arrived();
    if (fault != null) {
      failed(fault);
    } else if (reply instanceof Reply.Answer answer) {
      took(chain, answer);
    } else if (reply instanceof Reply.NoAnswer none) {
      refused(chain, none.failure());
    }
    goOn();
  }

  private void refused(PageChain chain, CallFailure refusal) throws IOException {
    boolean old = refusal.kind() == CallFailure.Kind.PAGE_EXPIRED && chain.pages() > 0;
    if (old && !restarted) {
      restarted = true;
      parts.drop(chain.which());
      chain.restart();
    } else {
      failure = failure.or(() -> Optional.of(refusal));
    }
  }

  /** A page is written by whoever is free; the next one travels meanwhile. */
  private void took(PageChain chain, Reply.Answer answer) {
    if (isWhole()) {
      return;
    }
    SdkPojo response = answer.response();
    List<SdkPojo> list = SdkMembers.items(response, paging.items());
    long edge = list.isEmpty() ? chain.edge() : idOf(list.get(list.size() - 1));
    // A token that comes back as it was sent ends the answer as well as none.
    Optional<String> next =
        SdkMembers.text(response, paging.tokenOut())
            .filter(token -> !chain.token().filter(token::equals).isPresent());
    chain.ahead(next, edge, list.size());
    chain.write(() -> guarded(() -> write(chain, answer, next)), asker.caller().executor());
  }

  private static long idOf(SdkPojo item) {
    return SdkMembers.number(item, "id").orElse(0L);
  }

  private void write(PageChain chain, Reply.Answer answer, Optional<String> next)
      throws IOException {
    Parts.Page page = items.page(answer, chain.which(), next);
    Part part = parts.add(chain.which(), chain.written() + 1, page);
    synchronized (this) {
      chain.wrote(part);
      goOn();
    }
  }

  private void finish() throws IOException {
    int deepest = depth + Math.max(Math.max(forward.pages(), backward.pages() + 1), 1);
    if (forward.parts().isEmpty() && backward.parts().isEmpty()) {
      CallFailure why = failure.orElseThrow();
      asker.gap(question.query(), why);
      Answered none = Answered.none(why, depth + 1);
      result.complete(none);
      saved.complete(none);
      return;
    }
    Answered.State state =
        isWhole()
            ? Answered.State.WHOLE
            : failure.isPresent() ? Answered.State.PART : Answered.State.ENOUGH;
    if (state == Answered.State.PART) {
      asker.gap(question.query(), failure.orElseThrow());
    }
    PageChain last = forward.parts().isEmpty() ? backward : forward;
    Answered answered = new Answered(state, last.head(), failure, deepest);
    // What needs the answer is asked first; the pages are put together while that is under way.
    result.complete(answered);
    save(state);
    saved.complete(answered);
  }

  private StoredCall.Extent extent(Answered.State state) {
    return switch (state) {
      case WHOLE -> StoredCall.Extent.WHOLE;
      case ENOUGH ->
          reading.cut() && !items.isEnough() ? StoredCall.Extent.CUT : StoredCall.Extent.ENOUGH;
      default -> StoredCall.Extent.PART;
    };
  }

  private void save(Answered.State state) throws IOException {
    StoredCall.Extent extent = extent(state);
    Optional<String> more = state == Answered.State.WHOLE ? Optional.empty() : forward.token();
    CaseStore.Entry entry =
        new CaseStore.Entry(
            question.id(),
            question.query().call().iamAction(),
            question.request(),
            forward.parts().isEmpty() ? backward.firstAt() : forward.firstAt(),
            extent);
    Pages pages =
        new Pages(
            paging.items(),
            forward.parts(),
            backward.parts(),
            more.map(token -> new Pages.Continuation(paging.tokenOut(), token)));
    asker.store().save(entry, pages);
    if (extent != StoredCall.Extent.PART) {
      parts.drop();
    }
  }
}
