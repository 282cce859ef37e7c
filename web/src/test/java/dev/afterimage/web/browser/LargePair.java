// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.time.Instant;
import java.util.Locale;

/**
 * Two runs of 25 000 events each, the most that AWS keeps: a Map of 3 560 items in waves of forty.
 * In the second run the last wave fails.
 */
public final class LargePair {
  private static final int ITEMS = 3_560;
  private static final int WAVE = 40;
  private static final String MAP = "ProcessOrders";
  private static final String TASK = "ProcessOrder";

  private final TestingLog log = new TestingLog();
  private int requests;

  private LargePair() {}

  /** Returns the case. */
  public static TestingCase build() {
    LargePair pair = new LargePair();
    TestingHistory a = pair.run("large-good", TestingHistory.START, false);
    TestingHistory b = pair.run("large-bad", TestingHistory.START.plusSeconds(3_600), true);
    return new TestingCase().run(a).run(b).file("logs.json", pair.log.answer());
  }

  private TestingHistory run(String name, Instant start, boolean failing) {
    TestingHistory history = TestingHistory.of(name, start, "{\"batch\":\"" + name + "\"}");
    history.after(20).pass("Prepare", "{}", "{\"items\":" + ITEMS + "}");
    history.after(5).entered("Map", MAP).mapStarted(ITEMS);
    long map = history.id();
    for (int wave = 0; wave * WAVE < ITEMS; wave++) {
      boolean last = (wave + 1) * WAVE >= ITEMS;
      wave(history, map, wave, failing && last);
    }
    if (failing) {
      history.add("MapStateFailed", "mapStateFailed", "error", "TimeoutGuard", "cause", "too old");
      return history.fail("TimeoutGuard", "too old");
    }
    history.add("MapStateSucceeded", "").exited("Map", MAP, "{\"done\":" + ITEMS + "}");
    return history.succeed("{\"done\":" + ITEMS + "}");
  }

  private void wave(TestingHistory history, long map, int wave, boolean failing) {
    long[] at = new long[WAVE];
    int first = wave * WAVE;
    int count = Math.min(WAVE, ITEMS - first);
    for (int i = 0; i < count; i++) {
      history.after(2).from(map).iteration("Started", MAP, first + i);
      history.entered("Task", TASK, input(first + i));
      history.scheduled("process-order", input(first + i)).after(1).started();
      at[i] = history.id();
    }
    history.after(180);
    for (int i = 0; i < count; i++) {
      history.after(3).from(at[i]);
      end(history, first + i, failing);
    }
  }

  private void end(TestingHistory history, int item, boolean failing) {
    String request = TestingLog.request(requests++);
    String stream = TestingLog.stream("$LATEST", item % 120);
    log.in(stream).at(history.now().minusMillis(150)).start(request).after(10);
    if (failing && item % 3 == 0) {
      log.line("[ERROR] TimeoutGuard: item " + item + " is too late").after(20);
      log.report(request, "30.00", "");
      history.failed("TimeoutGuard", cause(item, request));
    } else {
      log.line("[INFO] item " + item + " took " + (100 + item % 37) + " ms").after(130);
      log.report(request, "140.00", "");
      history.served(request, "$LATEST").exited("Task", TASK, output(item, request));
      history.iteration("Succeeded", MAP, item);
    }
  }

  private static String input(int item) {
    return String.format(
        Locale.ROOT,
        "{\"orderId\":\"order-%05d\",\"customer\":{\"id\":%d,\"tier\":\"%s\"},\"lines\":[{\"sku\":\"sku-%d\",\"quantity\":%d}]}",
        item,
        item * 7919 % 10_007,
        item % 5 == 0 ? "gold" : "basic",
        item % 311,
        item % 9 + 1);
  }

  /** Every output differs from that of the other run, as figures of real work do. */
  private String output(int item, String request) {
    return String.format(
        Locale.ROOT,
        "{\"orderId\":\"order-%05d\",\"requestId\":\"%s\",\"total\":%d.%02d,\"status\":\"charged\",\"elapsedMs\":%d}",
        item,
        request,
        item * 31 % 500 + 3,
        item % 100,
        requests * 37L % 491 + 20);
  }

  private static String cause(int item, String request) {
    return String.format(
        Locale.ROOT,
        "{\"errorMessage\":\"item %d is too late\",\"errorType\":\"TimeoutGuard\",\"requestId\":\"%s\",\"stackTrace\":[\"handler.py:12\"]}",
        item,
        request);
  }
}
