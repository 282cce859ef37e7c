// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static dev.afterimage.aws.call.AwsService.CLOUDTRAIL;
import static dev.afterimage.aws.call.AwsService.CLOUDWATCH;
import static dev.afterimage.aws.call.AwsService.EC2;
import static dev.afterimage.aws.call.AwsService.ECR;
import static dev.afterimage.aws.call.AwsService.EFS;
import static dev.afterimage.aws.call.AwsService.LAMBDA;
import static dev.afterimage.aws.call.AwsService.LOGS;
import static dev.afterimage.aws.call.AwsService.SERVICE_QUOTAS;
import static dev.afterimage.aws.call.AwsService.STEP_FUNCTIONS;
import static dev.afterimage.aws.call.AwsService.XRAY;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.DescribeAccessPointsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeMountTargetsRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.ListServiceQuotasRequest;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListMapRunsRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.BatchGetTracesRequest;

/**
 * Every call that is ever made: nothing else in the code touches a client of the SDK. The IAM
 * policy is generated from this table, and the rates are those that AWS publishes.
 */
public enum ApiCall {
  DESCRIBE_EXECUTION(
      STEP_FUNCTIONS,
      "DescribeExecution",
      on(SfnClient.class, DescribeExecutionRequest.class, SfnClient::describeExecution),
      Rate.bucket(250, 10).orInLargeRegions(300, 15),
      "arn:aws:states:*:*:execution:*"),
  GET_EXECUTION_HISTORY(
      STEP_FUNCTIONS,
      "GetExecutionHistory",
      on(SfnClient.class, GetExecutionHistoryRequest.class, SfnClient::getExecutionHistory),
      Rate.bucket(400, 20),
      "arn:aws:states:*:*:execution:*",
      Paging.nextToken("events")),
  LIST_EXECUTIONS(
      STEP_FUNCTIONS,
      "ListExecutions",
      on(SfnClient.class, ListExecutionsRequest.class, SfnClient::listExecutions),
      Rate.bucket(100, 2).orInLargeRegions(200, 5),
      "arn:aws:states:*:*:*",
      Paging.nextToken("executions")),
  DESCRIBE_STATE_MACHINE_FOR_EXECUTION(
      STEP_FUNCTIONS,
      "DescribeStateMachineForExecution",
      on(
          SfnClient.class,
          DescribeStateMachineForExecutionRequest.class,
          SfnClient::describeStateMachineForExecution),
      Rate.bucket(200, 1),
      "arn:aws:states:*:*:execution:*"),
  DESCRIBE_STATE_MACHINE(
      STEP_FUNCTIONS,
      "DescribeStateMachine",
      on(SfnClient.class, DescribeStateMachineRequest.class, SfnClient::describeStateMachine),
      Rate.bucket(200, 20),
      "arn:aws:states:*:*:stateMachine:*"),
  LIST_STATE_MACHINES(
      STEP_FUNCTIONS,
      "ListStateMachines",
      on(SfnClient.class, ListStateMachinesRequest.class, SfnClient::listStateMachines),
      Rate.bucket(100, 5),
      "*",
      Paging.nextToken("stateMachines")),
  LIST_MAP_RUNS(
      STEP_FUNCTIONS,
      "ListMapRuns",
      on(SfnClient.class, ListMapRunsRequest.class, SfnClient::listMapRuns),
      Rate.bucket(100, 1),
      "arn:aws:states:*:*:execution:*",
      Paging.nextToken("mapRuns")),
  DESCRIBE_MAP_RUN(
      STEP_FUNCTIONS,
      "DescribeMapRun",
      on(SfnClient.class, DescribeMapRunRequest.class, SfnClient::describeMapRun),
      Rate.bucket(200, 1),
      "arn:aws:states:*:*:mapRun:*"),
  GET_FUNCTION(
      LAMBDA,
      "GetFunction",
      on(LambdaClient.class, GetFunctionRequest.class, LambdaClient::getFunction),
      Rate.perSecond(100),
      Resources.FUNCTION),
  LIST_VERSIONS_BY_FUNCTION(
      LAMBDA,
      "ListVersionsByFunction",
      on(
          LambdaClient.class,
          ListVersionsByFunctionRequest.class,
          LambdaClient::listVersionsByFunction),
      Resources.LAMBDA_CONTROL_PLANE,
      Resources.FUNCTION,
      Paging.marker("Versions")),
  LIST_ALIASES(
      LAMBDA,
      "ListAliases",
      on(LambdaClient.class, ListAliasesRequest.class, LambdaClient::listAliases),
      Resources.LAMBDA_CONTROL_PLANE,
      Resources.FUNCTION,
      Paging.marker("Aliases")),
  GET_FUNCTION_CONCURRENCY(
      LAMBDA,
      "GetFunctionConcurrency",
      on(
          LambdaClient.class,
          GetFunctionConcurrencyRequest.class,
          LambdaClient::getFunctionConcurrency),
      Resources.LAMBDA_CONTROL_PLANE,
      Resources.FUNCTION),
  LIST_PROVISIONED_CONCURRENCY_CONFIGS(
      LAMBDA,
      "ListProvisionedConcurrencyConfigs",
      on(
          LambdaClient.class,
          ListProvisionedConcurrencyConfigsRequest.class,
          LambdaClient::listProvisionedConcurrencyConfigs),
      Resources.LAMBDA_CONTROL_PLANE,
      Resources.FUNCTION,
      Paging.marker("ProvisionedConcurrencyConfigs")),
  GET_ACCOUNT_SETTINGS(
      LAMBDA,
      "GetAccountSettings",
      on(LambdaClient.class, GetAccountSettingsRequest.class, LambdaClient::getAccountSettings),
      Resources.LAMBDA_CONTROL_PLANE,
      "*"),
  DESCRIBE_IMAGES(
      ECR,
      "DescribeImages",
      on(EcrClient.class, DescribeImagesRequest.class, EcrClient::describeImages),
      Rate.perSecond(100),
      Resources.REPOSITORY),
  BATCH_GET_IMAGE(
      ECR,
      "BatchGetImage",
      on(EcrClient.class, BatchGetImageRequest.class, EcrClient::batchGetImage),
      Rate.perSecond(100),
      Resources.REPOSITORY),
  GET_DOWNLOAD_URL_FOR_LAYER(
      ECR,
      "GetDownloadUrlForLayer",
      on(EcrClient.class, GetDownloadUrlForLayerRequest.class, EcrClient::getDownloadUrlForLayer),
      Rate.perSecond(100),
      Resources.REPOSITORY),
  FILTER_LOG_EVENTS(
      LOGS,
      "FilterLogEvents",
      on(
          CloudWatchLogsClient.class,
          FilterLogEventsRequest.class,
          CloudWatchLogsClient::filterLogEvents),
      Rate.perSecond(5),
      Resources.LOG_GROUP,
      Paging.nextToken("events")),
  GET_LOG_EVENTS(
      LOGS,
      "GetLogEvents",
      on(CloudWatchLogsClient.class, GetLogEventsRequest.class, CloudWatchLogsClient::getLogEvents),
      Rate.perSecond(25),
      "arn:aws:logs:*:*:log-group:*:log-stream:*",
      new Paging("nextToken", "nextForwardToken", "events")),
  DESCRIBE_LOG_GROUPS(
      LOGS,
      "DescribeLogGroups",
      on(
          CloudWatchLogsClient.class,
          DescribeLogGroupsRequest.class,
          CloudWatchLogsClient::describeLogGroups),
      Rate.perSecond(5),
      Resources.LOG_GROUP,
      Paging.nextToken("logGroups")),
  LOOKUP_EVENTS(
      CLOUDTRAIL,
      "LookupEvents",
      on(CloudTrailClient.class, LookupEventsRequest.class, CloudTrailClient::lookupEvents),
      Rate.perSecond(2),
      "*",
      Paging.capitalNextToken("Events")),
  GET_METRIC_DATA(
      CLOUDWATCH,
      "GetMetricData",
      on(CloudWatchClient.class, GetMetricDataRequest.class, CloudWatchClient::getMetricData),
      Rate.perSecond(50),
      "*",
      Paging.capitalNextToken("MetricDataResults")),
  DESCRIBE_SUBNETS(
      EC2,
      "DescribeSubnets",
      on(Ec2Client.class, DescribeSubnetsRequest.class, Ec2Client::describeSubnets),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("Subnets")),
  DESCRIBE_SECURITY_GROUPS(
      EC2,
      "DescribeSecurityGroups",
      on(Ec2Client.class, DescribeSecurityGroupsRequest.class, Ec2Client::describeSecurityGroups),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("SecurityGroups")),
  DESCRIBE_ROUTE_TABLES(
      EC2,
      "DescribeRouteTables",
      on(Ec2Client.class, DescribeRouteTablesRequest.class, Ec2Client::describeRouteTables),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("RouteTables")),
  DESCRIBE_NAT_GATEWAYS(
      EC2,
      "DescribeNatGateways",
      on(Ec2Client.class, DescribeNatGatewaysRequest.class, Ec2Client::describeNatGateways),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("NatGateways")),
  DESCRIBE_NETWORK_INTERFACES(
      EC2,
      "DescribeNetworkInterfaces",
      on(
          Ec2Client.class,
          DescribeNetworkInterfacesRequest.class,
          Ec2Client::describeNetworkInterfaces),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("NetworkInterfaces")),
  DESCRIBE_NETWORK_ACLS(
      EC2,
      "DescribeNetworkAcls",
      on(Ec2Client.class, DescribeNetworkAclsRequest.class, Ec2Client::describeNetworkAcls),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("NetworkAcls")),
  DESCRIBE_VPC_ENDPOINTS(
      EC2,
      "DescribeVpcEndpoints",
      on(Ec2Client.class, DescribeVpcEndpointsRequest.class, Ec2Client::describeVpcEndpoints),
      Resources.EC2_DESCRIBE,
      "*",
      Paging.capitalNextToken("VpcEndpoints")),
  DESCRIBE_ACCESS_POINTS(
      EFS,
      "DescribeAccessPoints",
      on(EfsClient.class, DescribeAccessPointsRequest.class, EfsClient::describeAccessPoints),
      Rate.perSecond(5),
      "arn:aws:elasticfilesystem:*:*:access-point/*",
      Paging.capitalNextToken("AccessPoints")),
  DESCRIBE_MOUNT_TARGETS(
      EFS,
      "DescribeMountTargets",
      on(EfsClient.class, DescribeMountTargetsRequest.class, EfsClient::describeMountTargets),
      Rate.perSecond(5),
      Resources.FILE_SYSTEM,
      Paging.marker("MountTargets")),
  DESCRIBE_FILE_SYSTEMS(
      EFS,
      "DescribeFileSystems",
      on(EfsClient.class, DescribeFileSystemsRequest.class, EfsClient::describeFileSystems),
      Rate.perSecond(5),
      Resources.FILE_SYSTEM,
      Paging.marker("FileSystems")),
  LIST_SERVICE_QUOTAS(
      SERVICE_QUOTAS,
      "ListServiceQuotas",
      on(
          ServiceQuotasClient.class,
          ListServiceQuotasRequest.class,
          ServiceQuotasClient::listServiceQuotas),
      Rate.perSecond(5),
      "*",
      Paging.capitalNextToken("Quotas")),
  BATCH_GET_TRACES(
      XRAY,
      "BatchGetTraces",
      on(XRayClient.class, BatchGetTracesRequest.class, XRayClient::batchGetTraces),
      Rate.perSecond(5),
      "*",
      Paging.capitalNextToken("Traces"));

  /** What several calls have in common. */
  private static final class Resources {
    static final String FUNCTION = "arn:aws:lambda:*:*:function:*";
    static final String REPOSITORY = "arn:aws:ecr:*:*:repository/*";
    static final String LOG_GROUP = "arn:aws:logs:*:*:log-group:*";
    static final String FILE_SYSTEM = "arn:aws:elasticfilesystem:*:*:file-system/*";

    /** What all calls of Lambda but GetFunction share. */
    static final Rate LAMBDA_CONTROL_PLANE = Rate.perSecond(15).shared("lambda");

    /** What all describing calls of EC2 share. */
    static final Rate EC2_DESCRIBE = Rate.bucket(100, 20).shared("ec2");
  }

  private final AwsService service;
  private final String operation;
  private final Invocation<?, ?> invocation;
  private final Rate rate;
  private final String resource;
  private final Optional<Paging> paging;

  ApiCall(
      AwsService service,
      String operation,
      Invocation<?, ?> invocation,
      Rate rate,
      String resource,
      Paging... paging) {
    this.service = service;
    this.operation = operation;
    this.invocation = invocation;
    this.rate = rate;
    this.resource = resource;
    this.paging = paging.length == 0 ? Optional.empty() : Optional.of(paging[0]);
  }

  /** One method of one client. */
  private record Invocation<C, Q>(
      Class<C> client, Class<Q> request, java.util.function.BiFunction<C, Q, SdkResponse> method) {
    SdkResponse send(SdkClients clients, String region, SdkRequest typed) {
      return method.apply(clients.of(client, region), request.cast(typed));
    }
  }

  private static <C, Q> Invocation<C, Q> on(
      Class<C> client, Class<Q> request, java.util.function.BiFunction<C, Q, SdkResponse> method) {
    requireNonNull(method, "method is null");
    return new Invocation<>(client, request, method);
  }

  /** Sends one request and waits for the answer. */
  SdkResponse send(SdkClients clients, String region, SdkRequest request) {
    return invocation.send(clients, region, request);
  }

  /** Returns the service. */
  public AwsService service() {
    return service;
  }

  /** Returns the operation, as {@code GetFunction}. */
  public String operation() {
    return operation;
  }

  /** Returns the IAM action that allows the call, as {@code lambda:GetFunction}. */
  public String iamAction() {
    return service.iamPrefix() + ":" + operation;
  }

  /** Returns the command of the AWS CLI for the operation, as {@code get-function}. */
  public String cliCommand() {
    return operation.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Returns the rate that AWS publishes. */
  public Rate rate() {
    return rate;
  }

  /** Returns the name of the bucket that the call draws from; several calls may share one. */
  public String bucket() {
    return rate.sharedAs().orElseGet(this::iamAction);
  }

  /** Returns what the action must be allowed on, as IAM writes it. */
  public String resource() {
    return resource;
  }

  /** Returns how the answer goes on; none where it is always whole. */
  public Optional<Paging> paging() {
    return paging;
  }
}
