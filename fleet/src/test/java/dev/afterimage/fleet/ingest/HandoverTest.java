// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final int SOME = 1000;

  @Test
  void work_isAllDone() {
    AtomicInteger done = new AtomicInteger();

    handOver(done::incrementAndGet);

    assertThat(done).hasValue(SOME);
  }

  @Test
  void errorOfAnEarlyPiece_isNotForgotten() {
    AtomicInteger done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                handOver(
                    () -> {
                      if (done.getAndIncrement() == 0) {
                        throw new StackOverflowError("deep");
                      }
                    }))
        .hasStackTraceContaining("deep");
  }

  @Test
  void rowThatCannotBeWritten_isToldAsItIs() {
    UncheckedIOException full = new UncheckedIOException(new IOException("no space left"));

    assertThatThrownBy(
            () ->
                handOver(
                    () -> {
                      throw full;
                    }))
        .isSameAs(full);
  }

  private static void handOver(Runnable work) {
    Handover handover = new Handover();
    try {
      for (int i = 0; i < SOME; i++) {
        handover.give(work);
      }
      handover.finish();
    } finally {
      handover.stop();
    }
  }
}
