// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;

/** Asks for the limits of the account. */
final class Quotas {
  private final Asker asker;

  Quotas(Asker asker) {
    this.asker = asker;
  }

  CompletableFuture<Void> of(Target target) {
    Stream<CompletableFuture<?>> quotas =
        Stream.of("lambda", "states")
            .map(
                service ->
                    asker.ask(
                        Query.of(
                            ApiCall.LIST_SERVICE_QUOTAS,
                            target,
                            ListServiceQuotasRequest.builder().serviceCode(service).build(),
                            service),
                        0));
    CompletableFuture<?> settings =
        asker.ask(
            Query.of(
                ApiCall.GET_ACCOUNT_SETTINGS,
                target,
                GetAccountSettingsRequest.builder().build(),
                "account"),
            0);
    return CompletableFuture.allOf(
        Stream.concat(quotas, Stream.of(settings)).toArray(CompletableFuture[]::new));
  }
}
