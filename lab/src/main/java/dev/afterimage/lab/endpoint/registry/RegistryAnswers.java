// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Timestamps;
import java.time.Duration;
import java.util.function.Supplier;

/** Turns what ECR says of other hosts into what holds on the endpoint's own port. */
public final class RegistryAnswers {
  private final String url;
  private final LayerLinks links;
  private final RegistryTokens tokens;
  private final Supplier<Duration> linkLifetime;

  /** Answers that point to {@code url}. */
  public RegistryAnswers(
      String url, LayerLinks links, RegistryTokens tokens, Supplier<Duration> linkLifetime) {
    this.url = requireNonNull(url, "url is null");
    this.links = requireNonNull(links, "links is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.linkLifetime = requireNonNull(linkLifetime, "linkLifetime is null");
  }

  /** Returns an answer to any call, with its links and tokens replaced where it has some. */
  public ObjectNode here(Account account, Call call, ObjectNode answer) {
    if (call.action().equals("ecr:GetDownloadUrlForLayer")) {
      String digest = answer.path("layerDigest").asText();
      return answer.deepCopy().put("downloadUrl", link(account, call, digest));
    }
    if (!call.action().equals("ecr:GetAuthorizationToken")) {
      return answer;
    }
    ObjectNode changed = answer.deepCopy();
    changed
        .path("authorizationData")
        .forEach(
            data ->
                ((ObjectNode) data)
                    .put("authorizationToken", tokens.issue(call.caller(), account.region()))
                    .put("proxyEndpoint", url)
                    .set("expiresAt", Timestamps.seconds(tokens.end())));
    return changed;
  }

  /** Returns a link to a layer, good for anybody who has it. */
  public String link(Account account, Call call, String digest) {
    return url
        + links.link(
            new LayerLinks.Target(account.region(), digest),
            call.caller().name(),
            linkLifetime.get());
  }
}
