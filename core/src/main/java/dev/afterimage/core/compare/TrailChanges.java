// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds changes outside of functions and definitions that CloudTrail shows. */
public final class TrailChanges {
  /** Operations that change what a run can reach or may do, by service and operation. */
  private static final Map<String, Change.Kind> OPERATIONS =
      Map.ofEntries(
          Map.entry("ec2 DeleteNatGateway", Change.Kind.NETWORK),
          Map.entry("ec2 DeleteRoute", Change.Kind.NETWORK),
          Map.entry("ec2 ReplaceRoute", Change.Kind.NETWORK),
          Map.entry("ec2 CreateRoute", Change.Kind.NETWORK),
          Map.entry("ec2 ReplaceRouteTableAssociation", Change.Kind.NETWORK),
          Map.entry("ec2 RevokeSecurityGroupEgress", Change.Kind.NETWORK),
          Map.entry("ec2 RevokeSecurityGroupIngress", Change.Kind.NETWORK),
          Map.entry("ec2 CreateNetworkAclEntry", Change.Kind.NETWORK),
          Map.entry("ec2 ReplaceNetworkAclEntry", Change.Kind.NETWORK),
          Map.entry("ec2 DeleteVpcEndpoints", Change.Kind.NETWORK),
          Map.entry("ec2 ModifyVpcEndpoint", Change.Kind.NETWORK),
          Map.entry("ec2 ModifyVpcAttribute", Change.Kind.NETWORK),
          Map.entry("ec2 AssociateDhcpOptions", Change.Kind.NETWORK),
          Map.entry("ec2 DeleteSubnet", Change.Kind.NETWORK),
          Map.entry("ec2 DeleteSecurityGroup", Change.Kind.NETWORK),
          Map.entry("route53 ChangeResourceRecordSets", Change.Kind.NETWORK),
          Map.entry("elasticfilesystem DeleteMountTarget", Change.Kind.NETWORK),
          Map.entry("elasticfilesystem ModifyMountTargetSecurityGroups", Change.Kind.NETWORK),
          Map.entry("elasticfilesystem UpdateFileSystem", Change.Kind.NETWORK),
          Map.entry("iam PutRolePolicy", Change.Kind.PERMISSION),
          Map.entry("iam DeleteRolePolicy", Change.Kind.PERMISSION),
          Map.entry("iam AttachRolePolicy", Change.Kind.PERMISSION),
          Map.entry("iam DetachRolePolicy", Change.Kind.PERMISSION),
          Map.entry("iam CreatePolicyVersion", Change.Kind.PERMISSION),
          Map.entry("iam SetDefaultPolicyVersion", Change.Kind.PERMISSION),
          Map.entry("iam UpdateAssumeRolePolicy", Change.Kind.PERMISSION),
          Map.entry("iam DeleteRole", Change.Kind.PERMISSION),
          Map.entry("organizations UpdatePolicy", Change.Kind.PERMISSION),
          Map.entry("organizations AttachPolicy", Change.Kind.PERMISSION),
          Map.entry("lambda AddPermission", Change.Kind.PERMISSION),
          Map.entry("lambda RemovePermission", Change.Kind.PERMISSION),
          Map.entry("ecr SetRepositoryPolicy", Change.Kind.PERMISSION),
          Map.entry("ecr DeleteRepositoryPolicy", Change.Kind.PERMISSION),
          Map.entry("kms DisableKey", Change.Kind.PERMISSION),
          Map.entry("kms ScheduleKeyDeletion", Change.Kind.PERMISSION),
          Map.entry("kms RevokeGrant", Change.Kind.PERMISSION),
          Map.entry("kms PutKeyPolicy", Change.Kind.PERMISSION),
          Map.entry("secretsmanager PutSecretValue", Change.Kind.ENVIRONMENT),
          Map.entry("secretsmanager RotateSecret", Change.Kind.ENVIRONMENT),
          Map.entry("secretsmanager UpdateSecret", Change.Kind.ENVIRONMENT),
          Map.entry("secretsmanager UpdateSecretVersionStage", Change.Kind.ENVIRONMENT),
          Map.entry("ssm PutParameter", Change.Kind.ENVIRONMENT),
          Map.entry("lambda UpdateAlias", Change.Kind.CODE),
          Map.entry("lambda DeleteAlias", Change.Kind.CODE),
          Map.entry("lambda DeleteFunction", Change.Kind.CODE),
          Map.entry("lambda UpdateEventSourceMapping", Change.Kind.CONFIGURATION),
          Map.entry("ecr PutImage", Change.Kind.IMAGE),
          Map.entry("ecr BatchDeleteImage", Change.Kind.IMAGE),
          Map.entry("ecr PolicyExecutionEvent", Change.Kind.IMAGE),
          Map.entry("states UpdateStateMachine", Change.Kind.DEFINITION),
          Map.entry("states UpdateStateMachineAlias", Change.Kind.DEFINITION));

  /** Fields of a request that name what it changes, the more telling first. */
  private static final List<String> SUBJECTS =
      List.of(
          "functionName",
          "stateMachineArn",
          "roleName",
          "policyArn",
          "secretId",
          "name",
          "repositoryName",
          "natGatewayId",
          "routeTableId",
          "groupId",
          "networkAclId",
          "vpcEndpointId",
          "mountTargetId",
          "fileSystemId",
          "subnetId",
          "vpcId",
          "keyId",
          "hostedZoneId");

  private TrailChanges() {}

  static List<Change> find(Pair pair) {
    return of(pair.provenance().trail().between(pair.from(), pair.until()));
  }

  /** Returns the changes that some events made. */
  public static List<Change> of(Stream<TrailEvent> events) {
    List<Change> changes = new ArrayList<>();
    events
        .filter(TrailEvent::succeeded)
        .forEach(event -> kind(event).ifPresent(kind -> changes.add(change(kind, event))));
    return changes;
  }

  private static Optional<Change.Kind> kind(TrailEvent event) {
    return OPERATIONS.entrySet().stream()
        .filter(
            entry -> {
              String[] parts = entry.getKey().split(" ", 2);
              return event.is(parts[0], parts[1]);
            })
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Change change(Change.Kind kind, TrailEvent event) {
    return new Change(
        kind,
        new Change.Field(subject(event), event.name()),
        Change.Values.UNKNOWN,
        new Change.Origin(Optional.of(event.at()), Optional.of(event.actor())),
        false,
        List.of(event.ref()));
  }

  private static String subject(TrailEvent event) {
    for (String field : SUBJECTS) {
      JsonNode value = event.request().path(field);
      if (value.isTextual()) {
        return value.textValue();
      }
    }
    return event.source();
  }
}
