// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways in which services come to answer badly. */
public final class Behaviours {
  private Behaviours() {}

  /** From a moment on, requests that fit get into trouble. */
  public static UnaryOperator<Behaviour> troubled(
      Instant from, Predicate<Request> fits, Reply reply) {
    return usual ->
        request ->
            !request.at().isBefore(from) && fits.test(request) ? reply : usual.answer(request);
  }

  /** From one moment to another, every request gets into trouble. */
  public static UnaryOperator<Behaviour> down(Instant from, Instant to, Reply reply) {
    return troubled(from, request -> request.at().isBefore(to), reply);
  }

  /** Between two moments, answers take so many times as long. */
  public static UnaryOperator<Behaviour> slow(Instant from, Instant to, double factor) {
    return usual ->
        request -> {
          Reply reply = usual.answer(request);
          if (request.at().isBefore(from) || !request.at().isBefore(to)) {
            return reply;
          }
          long nanos = (long) (reply.after().toNanos() * factor);
          return new Reply(Duration.ofNanos(nanos), reply.trouble(), reply.detail());
        };
  }

  /** No more than so many requests per window; the others are refused. */
  public static UnaryOperator<Behaviour> limited(int requests, Duration window, Trouble trouble) {
    Deque<Instant> recent = new ArrayDeque<>();
    return usual ->
        request -> {
          Instant horizon = request.at().minus(window);
          while (!recent.isEmpty() && !recent.peekFirst().isAfter(horizon)) {
            recent.removeFirst();
          }
          if (recent.size() >= requests) {
            return new Reply(Duration.ofMillis(35), trouble, "429");
          }
          recent.addLast(request.at());
          return usual.answer(request);
        };
  }

  /** Tells a listener each refused request. */
  public static UnaryOperator<Behaviour> observed(
      Predicate<Reply> wanted, Consumer<Request> listener) {
    return usual ->
        request -> {
          Reply reply = usual.answer(request);
          if (wanted.test(reply)) {
            listener.accept(request);
          }
          return reply;
        };
  }
}
