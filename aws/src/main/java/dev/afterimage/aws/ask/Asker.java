// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.call.CallFailure;
import dev.afterimage.aws.call.Caller;
import dev.afterimage.aws.call.Reply;
import dev.afterimage.aws.call.SdkJson;
import dev.afterimage.aws.call.Target;
import dev.afterimage.aws.casefile.CaseGap;
import dev.afterimage.aws.casefile.CaseStore;
import dev.afterimage.aws.casefile.FileNames;
import dev.afterimage.aws.casefile.StoredCall;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.core.evidence.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks AWS, once for each query of a case: what lies in the case is read from there. Every answer
 * is redacted before anything else is done with it; what has no answer becomes a gap.
 */
public final class Asker {
  private final Caller caller;
  private final CaseStore store;
  private final Redactor redactor;
  private final SdkJson json;
  private final SdkJson requests = new SdkJson(ZoneOffset.UTC);
  private final Function<Target, String> places;
  private final Map<String, CompletableFuture<Answered>> asked = new ConcurrentHashMap<>();

  /**
   * What an asker writes with.
   *
   * @param zone whose offset moments are written in
   * @param places the folder of a target's answers; empty or with a slash behind
   */
  public record Writing(Redactor redactor, ZoneId zone, Function<Target, String> places) {}

  /** Creates an asker that fills a case. */
  public Asker(Caller caller, CaseStore store, Writing writing) {
    this.caller = caller;
    this.store = store;
    this.redactor = writing.redactor();
    this.json = new SdkJson(writing.zone());
    this.places = writing.places();
  }

  /** Asks for an answer without items, or whose items nobody here needs. */
  public CompletableFuture<Answered> ask(Query query, int depth) {
    return ask(query, depth, Optional.empty());
  }

  /**
   * Asks; each item of the answer goes to {@code items}, in no fixed order where an answer is read
   * from both ends, and from one thread at a time.
   */
  public CompletableFuture<Answered> ask(Query query, int depth, Consumer<ObjectNode> items) {
    return ask(query, depth, Optional.of(items));
  }

  private CompletableFuture<Answered> ask(
      Query query, int depth, Optional<Consumer<ObjectNode>> items) {
    String id = id(query);
    CompletableFuture<Answered> saved = new CompletableFuture<>();
    Question question = new Question(id, requests.of(query.request()), query, items);
    CompletableFuture<Answered> known = asked.putIfAbsent(id, saved);
    if (known != null) {
      return items.isEmpty()
          ? known
          : known.thenApplyAsync(answered -> again(question, answered), caller.executor());
    }
    Asking asking = answer(question, depth);
    CompletableFuture<?> unused =
        asking
            .saved()
            .whenComplete(
                (answered, failure) -> {
                  if (failure == null) {
                    saved.complete(answered);
                  } else {
                    saved.completeExceptionally(failure);
                  }
                });
    return asking.read();
  }

  /**
   * An answer on its way: whoever goes on with it need not wait until its pages are put together.
   *
   * @param read completes when the answer is read and each of its pages is on disk
   * @param saved completes when it has its file in the case
   */
  record Asking(CompletableFuture<Answered> read, CompletableFuture<Answered> saved) {}

  /** Whoever asks what was asked before gets the items from the case. */
  private Answered again(Question question, Answered answered) {
    store
        .find(question.id(), question.request())
        .ifPresent(call -> fromCase(question, call, answered.depth()));
    return answered;
  }

  /**
   * Returns a future that is done when every answer has its file in the case; it fails where one
   * could not be written.
   */
  public CompletableFuture<Void> saved() {
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
  }

  /**
   * Waits until every query is over, however it ended; for whoever gives up and wants no thread
   * left that writes.
   */
  public void settle() {
    int before;
    do {
      before = asked.size();
      saved().exceptionally(failure -> null).join();
    } while (asked.size() > before);
  }

  /**
   * A query on its way.
   *
   * @param request the parameters as the manifest holds them
   */
  record Question(
      String id, ObjectNode request, Query query, Optional<Consumer<ObjectNode>> items) {}

  private String id(Query query) {
    return places.apply(query.target())
        + query.call().service().cliName()
        + "/"
        + query.call().cliCommand()
        + "/"
        + FileNames.of(query.subject());
  }

  private Asking answer(Question question, int depth) {
    Optional<StoredCall> stored =
        store.find(question.id(), question.request()).filter(StoredCall::isAnswered);
    if (stored.isPresent()) {
      return atOnce(
          CompletableFuture.supplyAsync(
              () -> fromCase(question, stored.get(), depth), caller.executor()));
    }
    if (question.query().call().paging().isPresent()) {
      return new PageReader(this, question, depth).read();
    }
    Query query = question.query();
    return atOnce(
        caller
            .send(query.target(), query.call(), query.request())
            .thenApply(reply -> single(question, reply, depth + 1)));
  }

  private static Asking atOnce(CompletableFuture<Answered> answer) {
    return new Asking(answer, answer);
  }

  private Answered fromCase(Question question, StoredCall call, int depth) {
    try {
      AnswerReader.Read read = AnswerReader.read(store.file(call), question);
      Answered.State state =
          call.stored().extent() == StoredCall.Extent.WHOLE
              ? Answered.State.WHOLE
              : Answered.State.ENOUGH;
      return new Answered(state, read.json(), Optional.empty(), depth + call.stored().pages());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answered single(Question question, Reply reply, int depth) {
    if (reply instanceof Reply.Answer answer) {
      ObjectNode redacted = redacted(json.of(answer.response()));
      try {
        store.save(
            new CaseStore.Entry(
                question.id(),
                question.query().call().iamAction(),
                question.request(),
                answer.askedAt(),
                StoredCall.Extent.WHOLE),
            redacted);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Answered(Answered.State.WHOLE, redacted, Optional.empty(), depth);
    }
    CallFailure failure = ((Reply.NoAnswer) reply).failure();
    gap(question.query(), failure);
    return Answered.none(failure, depth);
  }

  /** Returns how many calls had to be made one after another, as far as is known. */
  public int depth() {
    return asked.values().stream()
        .filter(future -> future.isDone() && !future.isCompletedExceptionally())
        .mapToInt(future -> future.join().depth())
        .max()
        .orElse(0);
  }

  /** Adds to the case's gaps that a query has no whole answer. */
  void gap(Query query, CallFailure failure) {
    Optional<String> action =
        failure.kind() == CallFailure.Kind.DENIED
            ? Optional.of(query.call().iamAction())
            : Optional.empty();
    store.gap(new CaseGap(query.text(), redactor.redact(failure.text()), action));
  }

  /** Adds to the case's gaps what was not asked, and why. */
  public void gap(String what, String why) {
    store.gap(new CaseGap(what, redactor.redact(why), Optional.empty()));
  }

  ObjectNode redacted(ObjectNode node) {
    String text = node.toString();
    String redacted = redactor.redactJson(text);
    return redacted.equals(text) ? node : Json.parseObject(redacted).orElseThrow();
  }

  /** Returns what an item says. */
  static ObjectNode parsed(String item) {
    return Json.parseObject(item).orElseThrow();
  }

  Caller caller() {
    return caller;
  }

  /** Returns the case that is filled. */
  public CaseStore store() {
    return store;
  }

  Redactor redactor() {
    return redactor;
  }

  SdkJson json() {
    return json;
  }
}
