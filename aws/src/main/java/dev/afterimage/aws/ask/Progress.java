// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

/** Hears how far collecting is; called from several threads. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (stage, counts) -> {};

  /** Returns a number of things in words. */
  static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** A stage is over. */
  void done(String stage, String counts);
}
