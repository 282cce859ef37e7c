// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.xray.XRayClient;

/** The SDK's clients through one access: each is built when it is first needed. */
final class SdkClients implements AutoCloseable {
  /** As many calls as there are workers, each on a connection of its own. */
  private static final int CONNECTIONS = Caller.WORKERS;

  /** A page of 25,000 events with large payloads is some megabytes. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private static final Map<Class<?>, Supplier<? extends AwsSyncClientBuilder<?, ?>>> BUILDERS =
      Map.of(
          SfnClient.class, SfnClient::builder,
          LambdaClient.class, LambdaClient::builder,
          EcrClient.class, EcrClient::builder,
          CloudWatchLogsClient.class, CloudWatchLogsClient::builder,
          CloudWatchClient.class, CloudWatchClient::builder,
          CloudTrailClient.class, CloudTrailClient::builder,
          Ec2Client.class, Ec2Client::builder,
          EfsClient.class, EfsClient::builder,
          ServiceQuotasClient.class, ServiceQuotasClient::builder,
          XRayClient.class, XRayClient::builder);

  private record Key(Class<?> client, String region) {}

  private final Access access;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Map<Key, Object> clients = new ConcurrentHashMap<>();

  SdkClients(Access access) {
    this.access = access;
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(ATTEMPT_TIMEOUT)
            .proxyConfiguration(proxy(access))
            .build();
    this.credentials = credentials(access);
  }

  /** As the environment says; what listens on this machine is reached through no proxy. */
  private static ProxyConfiguration proxy(Access access) {
    boolean here = access.endpointUrl().map(URI::getHost).filter(LOOPBACK::contains).isPresent();
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(!here)
        .useEnvironmentVariableValues(!here)
        .build();
  }

  /** Returns the Region that the access itself names: its own, the profile's, the environment's. */
  static String region(Access access) {
    return access
        .region()
        .orElseGet(
            () -> {
              // The AWS CLI reads this variable too, the SDK does not.
              String ofCli = System.getenv("AWS_DEFAULT_REGION");
              if (ofCli != null && !ofCli.isEmpty() && System.getenv("AWS_REGION") == null) {
                return ofCli;
              }
              DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
              access.profile().ifPresent(chain::profileName);
              return chain.build().getRegion().id();
            });
  }

  private static AwsCredentialsProvider credentials(Access access) {
    if (access.keys().isPresent()) {
      Access.Keys keys = access.keys().get();
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
    }
    // As in the AWS CLI a profile that is named wins over keys in the environment.
    return access.profile().isPresent()
        ? ProfileCredentialsProvider.create(access.profile().get())
        : DefaultCredentialsProvider.builder().build();
  }

  <C> C of(Class<C> client, String region) {
    return client.cast(clients.computeIfAbsent(new Key(client, region), this::build));
  }

  private Object build(Key key) {
    Supplier<? extends AwsSyncClientBuilder<?, ?>> supplier = BUILDERS.get(key.client());
    if (supplier == null) {
      throw new IllegalStateException("no builder of " + key.client());
    }
    AwsSyncClientBuilder<?, ?> builder = supplier.get();
    builder.httpClient(http);
    AwsClientBuilder<?, ?> common = (AwsClientBuilder<?, ?>) builder;
    common.region(Region.of(key.region())).credentialsProvider(credentials);
    access.endpointUrl().ifPresent(common::endpointOverride);
    // The caller tries again itself: it knows the rates, and the SDK's own tries are few.
    common.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
            .build());
    return common.build();
  }

  /** Returns the client that signed requests and plain ones share. */
  SdkHttpClient http() {
    return http;
  }

  /** Returns where calls go in place of AWS. */
  java.util.Optional<URI> endpoint() {
    return access.endpointUrl();
  }

  @Override
  public void close() {
    http.close();
    if (credentials instanceof AutoCloseable closeable) {
      closeQuietly(closeable);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the credentials: " + e, e);
    }
  }
}
