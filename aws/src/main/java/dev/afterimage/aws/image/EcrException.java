// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.image;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.CallFailure;
import java.io.IOException;
import java.util.Optional;

/** An image of a repository that could not be read; the message says what to do. */
public final class EcrException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient CallFailure failure;

  EcrException(String place, CallFailure failure) {
    super(
        failure.call().iamAction()
            + " of "
            + place
            + " failed: "
            + failure.text()
            + (failure.kind() == CallFailure.Kind.DENIED
                ? "; allow " + failure.call().iamAction() + " on the repository"
                : "; try again"));
    this.failure = requireNonNull(failure, "failure is null");
  }

  /** Returns the IAM action that would help. */
  public Optional<String> iamAction() {
    return failure.kind() == CallFailure.Kind.DENIED
        ? Optional.of(failure.call().iamAction())
        : Optional.empty();
  }
}
