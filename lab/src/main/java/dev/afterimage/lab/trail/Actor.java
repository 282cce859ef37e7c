// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.trail;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;

/**
 * Who makes a management call.
 *
 * @param role the assumed role; empty for an IAM user
 * @param name the session's or the user's name
 * @param userAgent what the client calls itself
 * @param sourceIp where the call comes from
 */
public record Actor(String role, String name, String userAgent, String sourceIp) {
  public Actor {
    requireNonNull(role, "role is null");
    requireNonNull(name, "name is null");
    requireNonNull(userAgent, "userAgent is null");
    requireNonNull(sourceIp, "sourceIp is null");
  }

  /** Returns the principal's ARN. */
  public String arn(String account) {
    return role.isEmpty()
        ? "arn:aws:iam::" + account + ":user/" + name
        : "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + name;
  }

  ObjectNode identity(String account) {
    ObjectNode identity = Json.object();
    String id = "%016X".formatted(0x1234567L * (role + name).hashCode()).substring(0, 16);
    if (role.isEmpty()) {
      return identity
          .put("type", "IAMUser")
          .put("principalId", "AIDA" + id)
          .put("arn", arn(account))
          .put("accountId", account)
          .put("userName", name);
    }
    identity
        .put("type", "AssumedRole")
        .put("principalId", "AROA" + id + ":" + name)
        .put("arn", arn(account))
        .put("accountId", account);
    identity
        .putObject("sessionContext")
        .putObject("sessionIssuer")
        .put("type", "Role")
        .put("principalId", "AROA" + id)
        .put("arn", "arn:aws:iam::" + account + ":role/" + role)
        .put("accountId", account)
        .put("userName", role);
    return identity;
  }
}
