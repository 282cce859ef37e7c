// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.report.testing.TestingChunks;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BudgetTest {
  /** Text that does not pack: its size in the page is known. */
  private static String noise(int seed, int length) {
    StringBuilder text = new StringBuilder("\"");
    new Random(seed).ints(length, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return text.append('"').toString();
  }

  @Test
  void everythingFits_isPlacedWhereItIsFound() {
    Budget budget = new Budget(1_000_000);

    List<Optional<Budget.Place>> places = budget.add(500, i -> noise(i, 900));

    assertThat(places).hasSize(500).allMatch(Optional::isPresent);
    assertThat(budget.chunks()).hasSizeGreaterThan(1);
    for (int i = 0; i < 500; i++) {
      Budget.Place at = places.get(i).orElseThrow();
      String base64 = budget.chunks().get(at.chunk()).base64();
      assertThat(TestingChunks.unpack(base64).path(at.index()).toString()).isEqualTo(noise(i, 900));
    }
  }

  @Test
  void nothingLeft_placesNothing_andAsksForNothing() {
    Budget budget = new Budget(10);

    assertThat(
            budget.add(
                3,
                i -> {
                  throw new AssertionError("item " + i + " was made");
                }))
        .containsOnly(Optional.empty());
  }

  @Test
  void oneItemTooLarge_leavesRoomForTheOthers() {
    Budget budget = new Budget(20_000);

    List<Optional<Budget.Place>> places = budget.add(3, i -> noise(i, i == 1 ? 100_000 : 500));

    assertThat(places.get(0)).isPresent();
    assertThat(places.get(1)).isEmpty();
    assertThat(places.get(2)).isPresent();
  }

  @Property(tries = 60)
  void anyBudget_isKept_andWhatWasLeftOutWouldNotHaveFitted(
      @ForAll @IntRange(max = 60_000) int bytes, @ForAll @IntRange(max = 60) int count) {
    Budget budget = new Budget(bytes);

    List<Optional<Budget.Place>> places = budget.add(count, i -> noise(i, 700));

    int left = bytes - budget.chunks().stream().mapToInt(Chunk::bytes).sum();
    assertThat(left).isNotNegative();
    assertThat(IntStream.range(0, count).filter(i -> places.get(i).isEmpty()))
        .allMatch(
            i -> left < Budget.LEAST || Chunk.pack("id", "[" + noise(i, 700) + "]").bytes() > left);
  }
}
