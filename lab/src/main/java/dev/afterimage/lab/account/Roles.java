// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.trail.Trail;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What roles may do: everything, but for what was taken from them. */
public final class Roles {
  private final Trail trail;
  private final Map<String, Set<String>> denied = new TreeMap<>();
  private final Set<String> untrusted = new TreeSet<>();

  /** Roles with all they need. */
  public Roles(Trail trail) {
    this.trail = requireNonNull(trail, "trail is null");
  }

  /**
   * Replaces the inline policy of a role by one without some action.
   *
   * @param roleArn the role
   * @param action such as {@code lambda:InvokeFunction}
   */
  public void withdraw(Actor actor, String roleArn, String action) {
    denied.computeIfAbsent(roleArn, arn -> new TreeSet<>()).add(action);
    ObjectNode request =
        Json.object()
            .put("roleName", name(roleArn))
            .put("policyName", "inline")
            .put(
                "policyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                    + "[\"logs:CreateLogStream\",\"logs:PutLogEvents\"],\"Resource\":\"*\"}]}");
    trail.record(call(actor, "PutRolePolicy", roleArn).request(request));
  }

  /** Changes a role's trust policy so that the service that used it may no longer. */
  public void distrust(Actor actor, String roleArn) {
    untrusted.add(roleArn);
    ObjectNode request =
        Json.object()
            .put("roleName", name(roleArn))
            .put(
                "policyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}");
    trail.record(call(actor, "UpdateAssumeRolePolicy", roleArn).request(request));
  }

  private static ManagementCall call(Actor actor, String event, String roleArn) {
    return new ManagementCall(actor, "iam", event).about("AWS::IAM::Role", name(roleArn));
  }

  /** Returns the name of a role by its ARN. */
  public static String name(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  /** Returns whether a role may do something. */
  public boolean allows(String roleArn, String action) {
    return !denied.getOrDefault(roleArn, Set.of()).contains(action);
  }

  /** Returns whether a role may be assumed by the services that are meant to. */
  public boolean isTrusting(String roleArn) {
    return !untrusted.contains(roleArn);
  }
}
