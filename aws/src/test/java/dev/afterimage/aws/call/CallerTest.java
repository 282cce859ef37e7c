// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;

/** Rates, throttling and further tries; no test waits for real time to pass. */
@Timeout(20)
class CallerTest {
  private static final Target HERE = new Target(Access.DEFAULT, "eu-central-1");
  private static final DescribeExecutionRequest REQUEST =
      DescribeExecutionRequest.builder().build();

  private final TestingTime time = new TestingTime();
  private final TestingWire wire = new TestingWire(time);
  private final List<CallListener.Outcome> heard = new ArrayList<>();
  private final Caller caller =
      new Caller(
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
          (call, took, outcome) -> heard.add(outcome),
          new Caller.Means(wire, time, most -> most));

  @AfterEach
  void close() {
    caller.close();
  }

  private CompletableFuture<Reply> send(ApiCall call) {
    return caller.send(HERE, call, REQUEST);
  }

  /** Lets time pass for as many pauses. */
  private Reply after(int pauses, CompletableFuture<Reply> reply) throws InterruptedException {
    for (int i = 0; i < pauses; i++) {
      time.next();
    }
    return reply.join();
  }

  private static CallFailure failure(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.NoAnswer.class);
    return ((Reply.NoAnswer) reply).failure();
  }

  @Test
  void throttling_neverFailsHoweverOftenItComes() throws InterruptedException {
    wire.fails(60, TestingWire.throttle());
    assertThat(after(60, send(ApiCall.DESCRIBE_EXECUTION))).isInstanceOf(Reply.Answer.class);
    assertThat(heard).hasSize(61).filteredOn(CallListener.Outcome.THROTTLED::equals).hasSize(60);
  }

  @Test
  void pausesAfterThrottling_doubleUpToFiveSeconds() throws InterruptedException {
    wire.fails(8, TestingWire.throttle());
    after(8, send(ApiCall.DESCRIBE_EXECUTION));
    assertThat(wire.sentAt())
        .containsExactly(0L, 100L, 300L, 700L, 1500L, 3100L, 6300L, 11_300L, 16_300L);
  }

  @Test
  void throttling_slowsWhoeverDrawsFromTheSameBucket() throws InterruptedException {
    wire.fails(1, TestingWire.throttle());
    CompletableFuture<Reply> first = send(ApiCall.LOOKUP_EVENTS);
    after(1, first);
    CompletableFuture<Reply> second = send(ApiCall.LOOKUP_EVENTS);
    assertThat(second).isNotDone();
    after(1, second);
    assertThat(wire.sentAt()).hasSize(3).element(2).isNotEqualTo(wire.sentAt().get(1));
  }

  @Test
  void connectionThatIsReset_isTriedAgainSevenTimes() throws InterruptedException {
    wire.fails(7, TestingWire.reset());
    assertThat(after(7, send(ApiCall.DESCRIBE_EXECUTION))).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void connectionThatStaysBroken_endsWithoutAnAnswer() throws InterruptedException {
    wire.fails(8, TestingWire.reset());
    Reply reply = after(7, send(ApiCall.DESCRIBE_EXECUTION));
    assertThat(failure(reply).kind()).isEqualTo(CallFailure.Kind.UNREACHABLE);
    assertThat(wire.sentAt()).hasSize(8);
  }

  @Test
  void throttlingBetweenResets_doesNotUseUpTheirTries() throws InterruptedException {
    wire.fails(7, TestingWire.reset()).fails(20, TestingWire.throttle());
    assertThat(after(27, send(ApiCall.DESCRIBE_EXECUTION))).isInstanceOf(Reply.Answer.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,AccessDeniedException,DENIED",
    "403,UnauthorizedOperation,DENIED",
    "400,ExecutionDoesNotExist,MISSING",
    "404,ResourceNotFoundException,MISSING",
    "400,ExpiredTokenException,CREDENTIALS",
    "400,InvalidToken,PAGE_EXPIRED",
    "400,ValidationException,REFUSED"
  })
  void refusal_isNotTriedAgain(int status, String code, CallFailure.Kind kind) {
    wire.fails(1, TestingWire.error(status, code));
    assertThat(failure(send(ApiCall.DESCRIBE_EXECUTION).join()).kind()).isEqualTo(kind);
    assertThat(wire.sentAt()).hasSize(1);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void calls_goAtTheRateThatAwsPublishes() throws InterruptedException {
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 8).mapToObj(i -> send(ApiCall.FILTER_LOG_EVENTS)).toList();
    CompletableFuture.allOf(replies.subList(0, 5).toArray(CompletableFuture[]::new)).join();
    for (int i = 5; i < 8; i++) {
      after(1, replies.get(i));
    }
    assertThat(wire.sentAt()).containsExactly(0L, 0L, 0L, 0L, 0L, 200L, 400L, 600L);
  }

  @Test
  void callsOfOtherBuckets_doNotWaitForEachOther() {
    IntStream.range(0, 5).forEach(i -> send(ApiCall.FILTER_LOG_EVENTS).join());
    send(ApiCall.GET_LOG_EVENTS).join();
    caller.send(HERE.in("us-west-2"), ApiCall.FILTER_LOG_EVENTS, REQUEST).join();
    assertThat(time.waiting()).isZero();
  }

  @Test
  void stop_endsThoseWhoWaitAndSendsNothingMore() {
    IntStream.range(0, 5).forEach(i -> send(ApiCall.FILTER_LOG_EVENTS).join());
    CompletableFuture<Reply> waiting = send(ApiCall.FILTER_LOG_EVENTS);
    caller.stop("the user left");
    assertThat(failure(waiting.join()).text()).isEqualTo("the user left");
    assertThat(failure(send(ApiCall.GET_LOG_EVENTS).join()).kind())
        .isEqualTo(CallFailure.Kind.STOPPED);
    assertThat(wire.sentAt()).hasSize(5);
  }

  @Test
  void faultOfTheSdk_reachesWhoeverWaits() {
    wire.fails(1, new IllegalStateException("a fault"));
    CompletableFuture<Reply> reply = send(ApiCall.DESCRIBE_EXECUTION);
    assertThatThrownBy(reply::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("a fault");
  }
}
