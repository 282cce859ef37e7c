// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.endpoint.http.HttpReply;

/**
 * A reply with what it is the reply to.
 *
 * @param call what was asked
 * @param reply what goes back
 * @param error the code of the error, empty where it is none
 */
record Served(Call call, HttpReply reply, String error) {
  Served {
    requireNonNull(call, "call is null");
    requireNonNull(reply, "reply is null");
    requireNonNull(error, "error is null");
  }
}
