// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** An AWS that answers as it is told to: with what was put in line, then with success. */
final class TestingWire implements Caller.Wire {
  private final TestingTime time;
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final List<Long> sentAt = new ArrayList<>();

  TestingWire(TestingTime time) {
    this.time = time;
  }

  synchronized TestingWire fails(int times, RuntimeException failure) {
    for (int i = 0; i < times; i++) {
      failures.add(failure);
    }
    return this;
  }

  static AwsServiceException error(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  static AwsServiceException throttle() {
    return error(400, "ThrottlingException");
  }

  static SdkClientException reset() {
    return SdkClientException.create("Connection reset");
  }

  @Override
  public synchronized SdkResponse send(Target target, ApiCall call, SdkRequest request) {
    sentAt.add(time.millis());
    Optional<RuntimeException> failure = Optional.ofNullable(failures.poll());
    if (failure.isPresent()) {
      throw failure.get();
    }
    return DescribeExecutionResponse.builder().build();
  }

  /** Returns the milliseconds at which requests were sent, in order. */
  synchronized List<Long> sentAt() {
    return List.copyOf(sentAt);
  }

  @Override
  public void close() {}
}
