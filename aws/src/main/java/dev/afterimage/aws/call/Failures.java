// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells what an exception of the SDK means. */
final class Failures {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "AuthFailure");
  private static final Set<String> PAGE_EXPIRED =
      Set.of("InvalidToken", "InvalidNextTokenException", "InvalidPaginationTokenException");

  private Failures() {}

  static CallFailure of(ApiCall call, SdkException e) {
    if (e instanceof AwsServiceException service) {
      return ofService(call, service);
    }
    String message = message(e);
    boolean credentials =
        message.contains("credentials") || message.contains("SSO") || message.contains("profile");
    CallFailure.Kind kind =
        e instanceof SdkClientException && credentials
            ? CallFailure.Kind.CREDENTIALS
            : CallFailure.Kind.UNREACHABLE;
    return new CallFailure(call, kind, e.getClass().getSimpleName(), message);
  }

  private static CallFailure ofService(ApiCall call, AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code =
        details == null || details.errorCode() == null
            ? "HTTP " + e.statusCode()
            : details.errorCode();
    String text =
        details == null || details.errorMessage() == null ? message(e) : details.errorMessage();
    return new CallFailure(call, kind(code, e), code, oneLine(text));
  }

  private static CallFailure.Kind kind(String code, AwsServiceException e) {
    if (e.isThrottlingException() || e.statusCode() == 429) {
      return CallFailure.Kind.THROTTLED;
    }
    if (CREDENTIALS.contains(code)) {
      return CallFailure.Kind.CREDENTIALS;
    }
    if (PAGE_EXPIRED.contains(code)) {
      return CallFailure.Kind.PAGE_EXPIRED;
    }
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.contains("accessdenied") || lower.startsWith("unauthorized")) {
      return CallFailure.Kind.DENIED;
    }
    if (lower.contains("notfound") || lower.contains("doesnotexist") || e.statusCode() == 404) {
      return CallFailure.Kind.MISSING;
    }
    if (e.statusCode() == 403) {
      return CallFailure.Kind.DENIED;
    }
    return e.statusCode() >= 500 ? CallFailure.Kind.UNREACHABLE : CallFailure.Kind.REFUSED;
  }

  private static String message(SdkException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : oneLine(message);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
