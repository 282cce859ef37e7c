// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/** What the client libraries of each language throw for what can be wrong with an answer. */
public final class ClientErrors {
  private static final String AWS_OPERATION = "GetItem";

  private ClientErrors() {}

  /**
   * Returns the exception for an answer.
   *
   * @param host the host that was called, or the service of AWS
   */
  public static Thrown of(Language language, String host, Reply reply) {
    return switch (language) {
      case PYTHON -> python(host, reply);
      case NODE -> node(host, reply);
      case JAVA -> java(host, reply);
    };
  }

  private static Thrown python(String host, Reply reply) {
    String detail = reply.detail();
    return switch (reply.trouble()) {
      case NONE -> throw new IllegalArgumentException("a good answer is no error");
      case CONNECT_TIMEOUT ->
          new Thrown(
              "ConnectTimeout",
              "HTTPSConnectionPool(host='%s', port=443): Max retries exceeded with url: /v1 (Caused by ConnectTimeoutError('Connection to %s timed out. (connect timeout=5)'))"
                  .formatted(host, host));
      case READ_TIMEOUT ->
          new Thrown(
              "ReadTimeout",
              "HTTPSConnectionPool(host='%s', port=443): Read timed out. (read timeout=15)"
                  .formatted(host));
      case REFUSED ->
          new Thrown("ConnectionError", "[Errno 111] Connection refused: %s".formatted(host));
      case RESET -> new Thrown("ConnectionResetError", "[Errno 104] Connection reset by peer");
      case DNS_UNAVAILABLE ->
          new Thrown("gaierror", "[Errno -3] Temporary failure in name resolution");
      case DNS_UNKNOWN -> new Thrown("gaierror", "[Errno -2] Name or service not known");
      case CERTIFICATE_EXPIRED ->
          new Thrown(
              "SSLCertVerificationError",
              "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1007)");
      case SERVER_ERROR ->
          new Thrown(
              "HTTPError", "%s Server Error: for url: https://%s/v1".formatted(detail, host));
      case RATE_LIMITED ->
          new Thrown(
              "RateLimitError",
              "Error code: 429 - {'error': {'message': 'Rate limit reached', 'code': 'rate_limit_exceeded'}}");
      case QUOTA_USED_UP ->
          new Thrown(
              "RateLimitError",
              "Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'code': 'insufficient_quota'}}");
      case UNAUTHORIZED ->
          new Thrown(
              "HTTPError", "401 Client Error: Unauthorized for url: https://%s/v1".formatted(host));
      case REQUEST_EXPIRED ->
          new Thrown("HTTPError", "403 Client Error: Request has expired for url: https://" + host);
      default -> aws(reply, "ClientError", true);
    };
  }

  private static Thrown node(String host, Reply reply) {
    String detail = reply.detail();
    return switch (reply.trouble()) {
      case NONE -> throw new IllegalArgumentException("a good answer is no error");
      case CONNECT_TIMEOUT -> new Thrown("Error", "connect ETIMEDOUT " + address(host) + ":443");
      case READ_TIMEOUT -> new Thrown("TimeoutError", "Request to " + host + " timed out");
      case REFUSED -> new Thrown("Error", "connect ECONNREFUSED " + address(host) + ":443");
      case RESET -> new Thrown("Error", "read ECONNRESET");
      case DNS_UNAVAILABLE -> new Thrown("Error", "getaddrinfo EAI_AGAIN " + host);
      case DNS_UNKNOWN -> new Thrown("Error", "getaddrinfo ENOTFOUND " + host);
      case CERTIFICATE_EXPIRED -> new Thrown("Error", "certificate has expired");
      case SERVER_ERROR -> new Thrown("AxiosError", "Request failed with status code " + detail);
      case RATE_LIMITED -> new Thrown("AxiosError", "Request failed with status code 429");
      case QUOTA_USED_UP ->
          new Thrown(
              "RateLimitError",
              "429 You exceeded your current quota, please check your plan and billing details. (insufficient_quota)");
      case UNAUTHORIZED -> new Thrown("AxiosError", "Request failed with status code 401");
      case REQUEST_EXPIRED -> new Thrown("AccessDenied", "Request has expired");
      default -> aws(reply, "", false);
    };
  }

  private static Thrown java(String host, Reply reply) {
    String detail = reply.detail();
    return switch (reply.trouble()) {
      case NONE -> throw new IllegalArgumentException("a good answer is no error");
      case CONNECT_TIMEOUT ->
          new Thrown("java.net.http.HttpConnectTimeoutException", "HTTP connect timed out");
      case READ_TIMEOUT -> new Thrown("java.net.SocketTimeoutException", "Read timed out");
      case REFUSED -> new Thrown("java.net.ConnectException", "Connection refused");
      case RESET -> new Thrown("java.net.SocketException", "Connection reset by peer");
      case DNS_UNAVAILABLE ->
          new Thrown(
              "java.net.UnknownHostException", host + ": Temporary failure in name resolution");
      case DNS_UNKNOWN ->
          new Thrown("java.net.UnknownHostException", host + ": Name or service not known");
      case CERTIFICATE_EXPIRED ->
          new Thrown(
              "javax.net.ssl.SSLHandshakeException",
              "PKIX path validation failed: certificate has expired");
      case SERVER_ERROR -> new Thrown("java.io.IOException", "HTTP " + detail + " from " + host);
      case RATE_LIMITED ->
          new Thrown("java.io.IOException", "HTTP 429 from " + host + ": rate_limit_exceeded");
      case QUOTA_USED_UP ->
          new Thrown("java.io.IOException", "HTTP 429 from " + host + ": insufficient_quota");
      case UNAUTHORIZED -> new Thrown("java.io.IOException", "HTTP 401 from " + host);
      case REQUEST_EXPIRED ->
          new Thrown("java.io.IOException", "HTTP 403 from " + host + ": Request has expired");
      default -> aws(reply, "", false);
    };
  }

  private static String address(String host) {
    return "203.0.113." + Math.floorMod(host.hashCode(), 250);
  }

  /**
   * The errors of AWS's own SDKs: boto3 puts the code into the message, the others into the type.
   */
  private static Thrown aws(Reply reply, String wrapper, boolean inMessage) {
    String code =
        switch (reply.trouble()) {
          case TOKEN_EXPIRED -> "ExpiredTokenException";
          case ACCESS_DENIED -> "AccessDeniedException";
          case TABLE_THROTTLED -> "ProvisionedThroughputExceededException";
          case API_THROTTLED -> "ThrottlingException";
          case CONDITION_FAILED -> "ConditionalCheckFailedException";
          default -> throw new IllegalArgumentException("no error of AWS: " + reply.trouble());
        };
    String text =
        switch (reply.trouble()) {
          case TOKEN_EXPIRED -> "The security token included in the request is expired";
          case TABLE_THROTTLED ->
              "The level of configured provisioned throughput for the table was exceeded.";
          case API_THROTTLED -> "Rate exceeded";
          case CONDITION_FAILED -> "The conditional request failed";
          default -> reply.detail();
        };
    return inMessage
        ? new Thrown(
            wrapper,
            "An error occurred (%s) when calling the %s operation: %s"
                .formatted(code, operation(reply), text))
        : new Thrown(code, text);
  }

  private static String operation(Reply reply) {
    return switch (reply.trouble()) {
      case API_THROTTLED -> "GetSecretValue";
      case CONDITION_FAILED -> "UpdateItem";
      case TABLE_THROTTLED -> "PutItem";
      default -> AWS_OPERATION;
    };
  }
}
