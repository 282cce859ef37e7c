// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of logs may still be read; what is in the case already counts. */
public final class ByteBudget {
  private final AtomicLong spent;
  private final long limit;
  private final long whole;

  private ByteBudget(AtomicLong spent, long limit, long whole) {
    this.spent = spent;
    this.limit = limit;
    this.whole = whole;
  }

  /** Creates a budget. */
  public static ByteBudget of(long bytes) {
    return new ByteBudget(new AtomicLong(), bytes, bytes);
  }

  /** Returns the same budget for what matters less: it ends when a part of the whole is spent. */
  public ByteBudget upTo(double share) {
    return new ByteBudget(spent, (long) (whole * share), whole);
  }

  /** Counts bytes that were read. */
  public void spend(long bytes) {
    spent.addAndGet(bytes);
  }

  /** Whether nothing more may be read. */
  public boolean isSpent() {
    return spent.get() >= limit;
  }

  /** Returns how many bytes were read. */
  public long spent() {
    return spent.get();
  }

  /** Returns why nothing more is read. */
  public String why() {
    return String.format(
        Locale.ROOT,
        "the budget for logs, %d bytes, is used up; give more with --max-log-bytes",
        whole);
  }
}
