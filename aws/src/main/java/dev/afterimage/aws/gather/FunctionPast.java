// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;

/**
 * Gathers what tells which image a function had at a moment: what it has now, its versions and
 * aliases, and, where it was changed since, what CloudTrail knows of that.
 */
public final class FunctionPast {
  private final Asker asker;
  private final Images images;
  private final Trails trails;

  /**
   * Creates a gatherer.
   *
   * @param asOf what stands for now
   */
  public FunctionPast(Asker asker, Instant asOf) {
    this.asker = asker;
    this.images = new Images(asker);
    this.trails = new Trails(asker, asOf);
  }

  /**
   * Gathers the past of a function from a moment on. The future fails with a {@link
   * CollectException} where the function cannot be described.
   *
   * @param qualifier a version or alias; none is {@code $LATEST}
   */
  public CompletableFuture<Void> gather(FunctionKey key, Optional<String> qualifier, Instant at) {
    Optional<String> published = qualifier.filter(q -> !q.equals("$LATEST"));
    String subject = key.name() + published.map(q -> ":" + q).orElse("");
    GetFunctionRequest request =
        GetFunctionRequest.builder()
            .functionName(key.name())
            .qualifier(published.orElse(null))
            .build();
    CompletableFuture<Void> function =
        asker
            .ask(Query.of(ApiCall.GET_FUNCTION, key.target(), request, subject), 0)
            .thenCompose(
                answered ->
                    answered.isHere()
                        ? CompletableFuture.allOf(
                            images.ofFunction(key, answered), since(key, published, answered, at))
                        : CompletableFuture.failedFuture(
                            CollectException.of(
                                answered.failure().orElseThrow(), "function " + subject)));
    return CompletableFuture.allOf(function, published(key));
  }

  /** What is published of a function. */
  private CompletableFuture<Void> published(FunctionKey key) {
    ListVersionsByFunctionRequest versions =
        ListVersionsByFunctionRequest.builder().functionName(key.name()).build();
    ListAliasesRequest aliases = ListAliasesRequest.builder().functionName(key.name()).build();
    return CompletableFuture.allOf(
        asker.ask(
            Query.of(ApiCall.LIST_VERSIONS_BY_FUNCTION, key.target(), versions, key.name()), 0),
        asker.ask(Query.of(ApiCall.LIST_ALIASES, key.target(), aliases, key.name()), 0));
  }

  /** A version keeps its image; an alias may have led elsewhere, what is not published changes. */
  private CompletableFuture<Void> since(
      FunctionKey key, Optional<String> published, Answered function, Instant at) {
    boolean alias = published.filter(q -> !q.matches("\\d+")).isPresent();
    boolean changed =
        Timestamps.parse(function.json().path("Configuration").path("LastModified"))
            .filter(modified -> modified.isAfter(at))
            .isPresent();
    if (!alias && !changed) {
      return CompletableFuture.completedFuture(null);
    }
    int depth = function.depth();
    CompletableFuture<Void> updates =
        changed
            ? trails.codeUpdates(key.target(), Map.of(key.plainName(), at), depth)
            : CompletableFuture.completedFuture(null);
    return CompletableFuture.allOf(
            trails.changesOf(key.target(), key.plainName(), at, depth), updates)
        .thenCompose(done -> images.ofDigests(trails.digests(key.target()), depth));
  }
}
