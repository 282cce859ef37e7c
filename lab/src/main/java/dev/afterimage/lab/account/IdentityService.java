// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.ModelledService;

/** STS, as far as a caller asks who it is. */
public final class IdentityService extends ModelledService {

  /** The identity of whoever calls into an account. */
  public IdentityService(String account) {
    super("sts");
    requireNonNull(account, "account is null");
    operation(
        "GetCallerIdentity",
        "",
        input ->
            Json.object()
                .put("UserId", "AIDAQW3EXAMPLE7CALLER")
                .put("Account", account)
                .put("Arn", input.call().caller().arn()));
  }
}
