// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.clients;

import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.TestingAccount;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The clients of AWS's SDK, each with the operations that the collector asks. */
public final class TestingClients {

  /**
   * A client with operations of its service.
   *
   * @param service the service's IAM prefix
   * @param type the client
   * @param builder gives a builder of it
   * @param operations operations, as the API model names them
   */
  public record Api(
      String service,
      Class<?> type,
      Supplier<? extends AwsClientBuilder<?, ?>> builder,
      List<String> operations) {}

  /** One HTTP client for all: it keeps connections alive from call to call. */
  private static final SdkHttpClient HTTP = Apache5HttpClient.builder().maxConnections(64).build();

  private TestingClients() {}

  /** Returns all clients with their operations. */
  public static List<Api> all() {
    return List.of(
        api(
            "states",
            SfnClient.class,
            SfnClient::builder,
            "DescribeExecution GetExecutionHistory ListExecutions DescribeStateMachine"
                + " DescribeStateMachineForExecution ListStateMachines DescribeMapRun ListMapRuns"),
        api(
            "lambda",
            LambdaClient.class,
            LambdaClient::builder,
            "GetFunction GetFunctionConfiguration ListVersionsByFunction ListAliases GetAlias"
                + " GetFunctionConcurrency GetAccountSettings GetProvisionedConcurrencyConfig"
                + " ListProvisionedConcurrencyConfigs ListFunctions GetPolicy"),
        api(
            "ecr",
            EcrClient.class,
            EcrClient::builder,
            "DescribeImages BatchGetImage DescribeRepositories"),
        api(
            "logs",
            CloudWatchLogsClient.class,
            CloudWatchLogsClient::builder,
            "FilterLogEvents GetLogEvents DescribeLogStreams DescribeLogGroups StartQuery"
                + " GetQueryResults"),
        api("cloudtrail", CloudTrailClient.class, CloudTrailClient::builder, "LookupEvents"),
        api(
            "cloudwatch",
            CloudWatchClient.class,
            CloudWatchClient::builder,
            "GetMetricData GetMetricStatistics ListMetrics"),
        api(
            "ec2",
            Ec2Client.class,
            Ec2Client::builder,
            "DescribeSubnets DescribeSecurityGroups DescribeNatGateways DescribeRouteTables"
                + " DescribeNetworkInterfaces DescribeNetworkAcls DescribeVpcEndpoints"),
        api(
            "elasticfilesystem",
            EfsClient.class,
            EfsClient::builder,
            "DescribeMountTargets DescribeAccessPoints DescribeFileSystems"),
        api(
            "servicequotas",
            ServiceQuotasClient.class,
            ServiceQuotasClient::builder,
            "GetServiceQuota ListServiceQuotas"),
        api("sts", StsClient.class, StsClient::builder, "GetCallerIdentity"),
        api("xray", XRayClient.class, XRayClient::builder, "BatchGetTraces"));
  }

  private static Api api(
      String service,
      Class<?> type,
      Supplier<? extends AwsClientBuilder<?, ?>> builder,
      String operations) {
    return new Api(service, type, builder, List.of(operations.split(" ", -1)));
  }

  /** Returns a client of an endpoint that does not retry. */
  public static <B extends AwsClientBuilder<B, C>, C> C client(
      AwsClientBuilder<B, C> builder, LabServer server) {
    return client(builder, server.url(), TestingAccount.REGION, 1);
  }

  /** Returns a client of an endpoint in a Region. */
  public static <B extends AwsClientBuilder<B, C>, C> C client(
      AwsClientBuilder<B, C> builder, URI url, String region, int attempts) {
    builder
        .endpointOverride(url)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
        .overrideConfiguration(
            c ->
                c.retryStrategy(
                    DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(attempts)
                        .backoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(5)))
                        .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(Duration.ofMillis(5)))
                        .build()));
    if (builder instanceof AwsSyncClientBuilder<?, ?> sync) {
      sync.httpClient(HTTP);
    }
    return builder.build();
  }

  /** Returns an empty builder of a request or answer: {@code Request} or {@code Response}. */
  static SdkBuilder<?, ?> shape(Api api, String operation, String suffix) {
    String model = api.type().getPackageName() + ".model." + operation + suffix;
    try {
      return (SdkBuilder<?, ?>) Class.forName(model).getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the SDK has no " + model, e);
    }
  }

  /** Calls a method of a client: {@code GetFunction} or {@code GetFunctionPaginator}. */
  static Object call(Api api, LabServer server, String method, Object request) {
    Object client = client(api.builder().get(), server);
    String name = method.substring(0, 1).toLowerCase(Locale.ROOT) + method.substring(1);
    try {
      return api.type().getMethod(name, request.getClass()).invoke(client, request);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SdkException refused) {
        throw refused;
      }
      throw new IllegalStateException(name + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the SDK has no " + name, e);
    }
  }

  /** Calls an operation with a value for each member of its request. */
  static Object callWithSample(Api api, LabServer server, String operation) {
    SdkBuilder<?, ?> builder = shape(api, operation, "Request");
    return call(
        api, server, operation, TestingModel.fill(builder, TestingModel.sample((SdkPojo) builder)));
  }
}
