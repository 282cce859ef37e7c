// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One stream of draws, the same for the same seed on any machine. */
public final class RandomStream {
  private final SplittableRandom random;

  RandomStream(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns a whole number from {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Returns a number from {@code low} up to {@code high}. */
  public double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  /** Returns true with a probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns one of a list. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns {@code count} of a list, or all of it, in a drawn order. */
  public <T> List<T> some(List<T> choices, int count) {
    List<T> rest = new ArrayList<>(choices);
    List<T> drawn = new ArrayList<>();
    while (drawn.size() < count && !rest.isEmpty()) {
      drawn.add(rest.remove(random.nextInt(rest.size())));
    }
    return drawn;
  }

  /**
   * Returns a duration as latencies fall: half of them below {@code median}, with a tail to the
   * right. Never below a third or above eight times the median.
   */
  public Duration latency(Duration median) {
    double factor = StrictMath.exp(0.35 * gaussian());
    double bounded = Math.min(8.0, Math.max(0.33, factor));
    return Duration.ofNanos((long) (median.toNanos() * bounded) / 1000 * 1000);
  }

  /** Returns a duration from {@code low} up to {@code high}. */
  public Duration between(Duration low, Duration high) {
    return Duration.ofNanos(
        (long) between((double) low.toNanos(), (double) high.toNanos()) / 1000 * 1000);
  }

  private double gaussian() {
    double u = 1.0 - random.nextDouble();
    double v = random.nextDouble();
    return StrictMath.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(2.0 * Math.PI * v);
  }

  /** Returns lower-case hexadecimal digits. */
  public String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    while (text.length() < digits) {
      String chunk = Long.toHexString(random.nextLong() | Long.MIN_VALUE).substring(1);
      text.append(chunk, 0, Math.min(chunk.length(), digits - text.length()));
    }
    return text.toString();
  }

  /** Returns a random UUID, version 4. */
  public String uuid() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** Returns upper-case letters and digits, as in AWS's ids of principals. */
  public String code(int length) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Returns a whole number from 0 up to {@code bound}. */
  public long upTo(long bound) {
    return random.nextLong(bound);
  }
}
