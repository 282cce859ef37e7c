// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;

/**
 * Asks what the functions are: configuration and code at every qualifier that ran, versions,
 * aliases, concurrency; of each function as soon as a run is seen to call it.
 */
public final class Functions {
  /** A function that is deployed often has versions beyond interest. */
  private static final int MOST_PAGES = 10;

  private final Asker asker;
  private final FunctionListener listener;
  private final Map<FunctionKey, Function> functions = new ConcurrentHashMap<>();

  /** Hears of each answer about a function's code and configuration. */
  public interface FunctionListener {
    /** GetFunction has answered. */
    CompletableFuture<Void> answered(FunctionKey key, Answered function);
  }

  /** Creates an asker of functions. */
  public Functions(Asker asker, FunctionListener listener) {
    this.asker = asker;
    this.listener = listener;
  }

  /** One function: its answers, by qualifier. */
  private static final class Function {
    private final Map<String, CompletableFuture<Answered>> byQualifier = new ConcurrentHashMap<>();
    private final List<CompletableFuture<?>> others = new ArrayList<>();
    private volatile Optional<CompletableFuture<Answered>> first = Optional.empty();
  }

  /**
   * Asks about a function, once however often it is called.
   *
   * @param qualifier a version or alias; empty is {@code $LATEST}
   */
  public CompletableFuture<Answered> seen(FunctionKey key, String qualifier, int depth) {
    Function function = functions.computeIfAbsent(key, k -> known(k, depth));
    String asked = qualifier.equals("$LATEST") ? "" : qualifier;
    CompletableFuture<Answered> answer =
        function.byQualifier.computeIfAbsent(asked, q -> function(key, q, depth));
    if (function.first.isEmpty()) {
      function.first = Optional.of(answer);
    }
    return answer;
  }

  private CompletableFuture<Answered> function(FunctionKey key, String qualifier, int depth) {
    GetFunctionRequest.Builder request = GetFunctionRequest.builder().functionName(key.name());
    String subject = key.name();
    if (!qualifier.isEmpty()) {
      request.qualifier(qualifier);
      subject += ":" + qualifier;
    }
    return asker
        .ask(Query.of(ApiCall.GET_FUNCTION, key.target(), request.build(), subject), depth)
        .thenCompose(answered -> listener.answered(key, answered).thenApply(done -> answered));
  }

  private Function known(FunctionKey key, int depth) {
    Function function = new Function();
    String name = key.name();
    function.others.add(
        ask(
            Query.of(
                    ApiCall.LIST_VERSIONS_BY_FUNCTION,
                    key.target(),
                    ListVersionsByFunctionRequest.builder().functionName(name).build(),
                    name)
                .reading(Query.Reading.atMost(MOST_PAGES)),
            depth));
    function.others.add(
        ask(
            Query.of(
                ApiCall.LIST_ALIASES,
                key.target(),
                ListAliasesRequest.builder().functionName(name).build(),
                name),
            depth));
    function.others.add(
        ask(
            Query.of(
                ApiCall.GET_FUNCTION_CONCURRENCY,
                key.target(),
                GetFunctionConcurrencyRequest.builder().functionName(name).build(),
                name),
            depth));
    function.others.add(
        ask(
            Query.of(
                ApiCall.LIST_PROVISIONED_CONCURRENCY_CONFIGS,
                key.target(),
                ListProvisionedConcurrencyConfigsRequest.builder().functionName(name).build(),
                name),
            depth));
    return function;
  }

  private CompletableFuture<Answered> ask(Query query, int depth) {
    return asker.ask(query, depth);
  }

  /** Returns the answer that was asked for first: any of them tells where a function logs. */
  CompletableFuture<Answered> first(FunctionKey key) {
    return Optional.ofNullable(functions.get(key))
        .flatMap(function -> function.first)
        .orElseGet(() -> CompletableFuture.completedFuture(Answered.notAsked()));
  }

  /** Returns a future that is done when everything about every function is answered. */
  CompletableFuture<Void> all() {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Function function : functions.values()) {
      all.addAll(function.byQualifier.values());
      all.addAll(function.others);
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Returns how many functions there are. */
  int size() {
    return functions.size();
  }
}
