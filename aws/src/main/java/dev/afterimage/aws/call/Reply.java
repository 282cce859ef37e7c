// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.time.Instant;
import software.amazon.awssdk.core.SdkResponse;

/** What comes of a call. */
public sealed interface Reply {
  /**
   * The answer.
   *
   * @param askedAt when the request that was answered was sent
   */
  record Answer(SdkResponse response, Instant askedAt) implements Reply {}

  /** There is no answer, and no further try would bring one. */
  record NoAnswer(CallFailure failure) implements Reply {}
}
