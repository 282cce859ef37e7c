// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.AwsService;
import dev.afterimage.aws.call.CallFailure;

/** What keeps a run from being collected at all; the message says what to do. */
public final class CollectException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** The name of a run, or another argument, is wrong or leads to more than one run. */
    USAGE,
    /** AWS refused: no credentials, no such run, or describing it is denied. */
    REFUSED,
    /** Anything else: no network, a full disk. */
    OTHER
  }

  private final Kind kind;

  /** Creates the exception. */
  public CollectException(Kind kind, String message) {
    super(requireNonNull(message, "message is null"));
    this.kind = requireNonNull(kind, "kind is null");
  }

  /** Returns the exception for a call without whose answer there is no run. */
  public static CollectException of(CallFailure failure, String subject) {
    String action = failure.call().iamAction();
    String text = failure.text();
    return switch (failure.kind()) {
      case DENIED ->
          new CollectException(
              Kind.REFUSED,
              "AWS denied " + action + " of " + subject + "; allow that action (" + text + ")");
      case CREDENTIALS ->
          new CollectException(
              Kind.REFUSED,
              "AWS took no credentials for "
                  + action
                  + "; sign in again or name another --profile ("
                  + text
                  + ")");
      case MISSING ->
          new CollectException(
              Kind.REFUSED,
              "AWS knows no "
                  + subject
                  + "; check its name, --region and --profile"
                  + (failure.call().service() == AwsService.STEP_FUNCTIONS
                      ? ": AWS keeps runs for 90 days ("
                      : " (")
                  + text
                  + ")");
      case STOPPED ->
          new CollectException(Kind.OTHER, action + " of " + subject + " was not asked: " + text);
      case REFUSED ->
          new CollectException(Kind.REFUSED, action + " of " + subject + " failed: " + text);
      default ->
          new CollectException(
              Kind.OTHER,
              "AWS was not reached for "
                  + action
                  + " of "
                  + subject
                  + "; check the network and --endpoint-url ("
                  + text
                  + ")");
    };
  }

  /** Returns whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
