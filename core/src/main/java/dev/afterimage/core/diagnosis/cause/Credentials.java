// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause;

import java.util.regex.Pattern;

/** How services say that credentials are no good. */
public final class Credentials {
  /** Credentials that are over their time or unknown. */
  public static final Pattern EXPIRED =
      Pattern.compile(
          "ExpiredToken|[Tt]oken[^\\n]{0,40}(is|has|was)? ?expired|expired[^\\n]{0,20}token"
              + "|TokenExpired|security token included in the request is (expired|invalid)"
              + "|UnrecognizedClientException|InvalidClientTokenId|PAM authentication failed");

  /** A denial, of whatever reason. */
  public static final Pattern DENIED =
      Pattern.compile(
          "AccessDenied|is not authorized to perform|\\bUnauthorized\\b|\\bForbidden\\b"
              + "|AuthenticationError|PermissionDenied(Error)?\\b|invalid_api_key|Invalid API key"
              + "|authentication failed|InvalidSignature|SignatureDoesNotMatch"
              + "|\\b([Hh][Tt][Tt][Pp]|[Ss]tatus([ _][Cc]ode)?|[Ee]rror code|code)[ /:=\"]*40[13]\\b");

  /** Denials of files, and of the call of the function itself. */
  public static final Pattern NOT_THE_FUNCTIONS =
      Pattern.compile("\\[Errno 13\\]|lambda:InvokeFunction|java\\.nio\\.file");

  /** A denial that the policies of AWS give: whatever a process holds does not matter to it. */
  public static final Pattern BY_POLICY = Pattern.compile("is not authorized to perform");

  /** Denials that say nothing of what a process holds. */
  public static final Pattern NOT_HELD =
      Pattern.compile(NOT_THE_FUNCTIONS.pattern() + "|AccessDenied|" + BY_POLICY.pattern());

  private Credentials() {}
}
