// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.util.Optional;
import java.util.Set;

/**
 * What a record is, told by the keys it has and by the array it stands in (contract, section 2);
 * the last two are answers of {@code afterimage image}, which AWS gives no call for.
 *
 * <p>Each kind names the array that AWS's answer holds it in, if any, the keys that tell it, the
 * keys that rule it out, and the IAM action of the call that answers with it.
 */
public enum Kind {
  MANIFEST("", "afterimage", "", ""),
  HISTORY_EVENT("events", "type id previousEventId", "", "states:GetExecutionHistory"),
  VENDED_EVENT("", "execution_arn type event_timestamp", "", "logs:FilterLogEvents"),
  MAP_RUN("", "mapRunArn itemCounts", "", "states:DescribeMapRun"),
  MAP_RUN_ENTRY("mapRuns", "mapRunArn executionArn", "itemCounts status", "states:ListMapRuns"),
  EXECUTION("", "executionArn status startDate", "itemCounts", "states:DescribeExecution"),
  EXECUTION_ENTRY(
      "executions", "executionArn status startDate", "itemCounts", "states:ListExecutions"),
  EXECUTION_DEFINITION(
      "",
      "stateMachineArn definition updateDate",
      "creationDate",
      "states:DescribeStateMachineForExecution"),
  STATE_MACHINE("", "stateMachineArn definition creationDate", "", "states:DescribeStateMachine"),
  STATE_MACHINE_ENTRY(
      "stateMachines", "stateMachineArn creationDate", "definition", "states:ListStateMachines"),
  FUNCTION("", "Configuration Code", "", "lambda:GetFunction"),
  FUNCTION_CONFIGURATION(
      "Versions", "FunctionName CodeSha256", "", "lambda:GetFunctionConfiguration"),
  ALIAS("Aliases", "AliasArn FunctionVersion", "", "lambda:ListAliases"),
  RESERVED_CONCURRENCY("", "ReservedConcurrentExecutions", "", "lambda:GetFunctionConcurrency"),
  ACCOUNT_SETTINGS("", "AccountLimit AccountUsage", "", "lambda:GetAccountSettings"),
  PROVISIONED_CONCURRENCY(
      "ProvisionedConcurrencyConfigs",
      "AllocatedProvisionedConcurrentExecutions",
      "",
      "lambda:GetProvisionedConcurrencyConfig"),
  IMAGE_DETAIL("imageDetails", "imageDigest", "imageManifest", "ecr:DescribeImages"),
  IMAGE("images", "imageManifest imageId", "", "ecr:BatchGetImage"),
  LOG_EVENT("events", "message timestamp", "previousEventId", "logs:FilterLogEvents"),
  QUERY_ROW("results", "field value", "", "logs:GetQueryResults"),
  LOG_STREAM("logStreams", "logStreamName", "message", "logs:DescribeLogStreams"),
  LOG_GROUP("logGroups", "logGroupName", "logStreamName message", "logs:DescribeLogGroups"),
  METRIC("MetricDataResults", "Timestamps Values", "", "cloudwatch:GetMetricData"),
  METRIC_STATISTICS("", "Label Datapoints", "", "cloudwatch:GetMetricStatistics"),
  TRAIL_EVENT("Events", "CloudTrailEvent", "", "cloudtrail:LookupEvents"),
  TRAIL_RECORD("Records", "eventSource eventName", "CloudTrailEvent", "cloudtrail:LookupEvents"),
  SUBNET("Subnets", "SubnetId CidrBlock", "", "ec2:DescribeSubnets"),
  NAT_GATEWAY("NatGateways", "NatGatewayId State", "", "ec2:DescribeNatGateways"),
  SECURITY_GROUP("SecurityGroups", "GroupId IpPermissions", "", "ec2:DescribeSecurityGroups"),
  NETWORK_INTERFACE(
      "NetworkInterfaces", "NetworkInterfaceId Status", "", "ec2:DescribeNetworkInterfaces"),
  ROUTE_TABLE("RouteTables", "RouteTableId Routes", "", "ec2:DescribeRouteTables"),
  VPC_ENDPOINT("VpcEndpoints", "VpcEndpointId ServiceName", "", "ec2:DescribeVpcEndpoints"),
  NETWORK_ACL("NetworkAcls", "NetworkAclId Entries", "", "ec2:DescribeNetworkAcls"),
  MOUNT_TARGET(
      "MountTargets", "MountTargetId LifeCycleState", "", "elasticfilesystem:DescribeMountTargets"),
  ACCESS_POINT("AccessPoints", "AccessPointId", "", "elasticfilesystem:DescribeAccessPoints"),
  FILE_SYSTEM(
      "FileSystems", "FileSystemId ThroughputMode", "", "elasticfilesystem:DescribeFileSystems"),
  TRACE("Traces", "Id Segments", "", "xray:BatchGetTraces"),
  QUOTA("Quotas", "QuotaCode ServiceCode", "", "servicequotas:ListServiceQuotas"),
  RAISED_SOURCE("", "afterimage image error raised", "", "ecr:BatchGetImage"),
  IMAGE_DIFF("", "schema verdict differs a b layers files", "", "ecr:BatchGetImage");

  private final Optional<String> array;
  private final Set<String> keys;
  private final Set<String> absent;
  private final String iamAction;

  Kind(String array, String keys, String absent, String iamAction) {
    this.array = array.isEmpty() ? Optional.empty() : Optional.of(array);
    this.keys = words(keys);
    this.absent = words(absent);
    this.iamAction = iamAction;
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
  }

  /** Returns the key of the array that AWS's answer holds such records in. */
  public Optional<String> array() {
    return array;
  }

  /** Returns the IAM action of the call that answers with such records; empty for the manifest. */
  public String iamAction() {
    return iamAction;
  }

  /** Returns how many keys tell an object with {@code present} keys to be of this kind; 0: not. */
  int matches(Set<String> present) {
    boolean told = present.containsAll(keys) && absent.stream().noneMatch(present::contains);
    return told ? keys.size() : 0;
  }
}
