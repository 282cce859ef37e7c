// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

/**
 * Why a call has no answer.
 *
 * @param code AWS's error code; the exception's name where AWS did not answer
 * @param message in one line
 */
public record CallFailure(ApiCall call, Kind kind, String code, String message) {

  /** What a failure means for those who wait for the answer. */
  public enum Kind {
    /** IAM does not allow it. */
    DENIED,
    /** There are no credentials, or they are no longer good. */
    CREDENTIALS,
    /** What was asked for does not exist. */
    MISSING,
    /** The token of a page is too old, or not known any more. */
    PAGE_EXPIRED,
    /** AWS asks for fewer calls. */
    THROTTLED,
    /** AWS was not reached, or failed itself. */
    UNREACHABLE,
    /** The time given was over, or the user stopped it, before it was asked. */
    STOPPED,
    /** AWS refused the request for another reason. */
    REFUSED
  }

  public CallFailure {
    requireNonNull(call, "call is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
  }

  static CallFailure stopped(ApiCall call, String why) {
    return new CallFailure(call, Kind.STOPPED, "Stopped", why);
  }

  /** Whether another try may go better. */
  boolean isPassing() {
    return kind == Kind.THROTTLED || kind == Kind.UNREACHABLE;
  }

  /** Returns the failure in one line, as it stands among the gaps. */
  public String text() {
    return kind == Kind.STOPPED ? message : code + ": " + message;
  }
}
