// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Something that was asked for, or would have been, and is not in the case.
 *
 * @param call what was not answered, as {@code logs:FilterLogEvents of /aws/lambda/orders}
 * @param error why
 * @param iamAction the action that would close the gap, where IAM is what keeps it open
 */
public record CaseGap(String call, String error, Optional<String> iamAction)
    implements Comparable<CaseGap> {
  public CaseGap {
    requireNonNull(call, "call is null");
    requireNonNull(error, "error is null");
    requireNonNull(iamAction, "iamAction is null");
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("call", call).put("error", error);
    node.put("iamAction", iamAction.orElse(null));
    return node;
  }

  @Override
  public int compareTo(CaseGap other) {
    int byCall = call.compareTo(other.call);
    return byCall != 0 ? byCall : error.compareTo(other.error);
  }
}
