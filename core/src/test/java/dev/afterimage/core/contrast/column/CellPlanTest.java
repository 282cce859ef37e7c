// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellPlanTest {
  private static final int[] SIZES = {8, 12, 20, 6, 10, 2, 4, 24, 14, 5, 16, 16};

  private static List<int[]> sets() {
    List<int[]> sets = new ArrayList<>();
    for (int a = 0; a < SIZES.length; a++) {
      for (int b = a + 1; b < SIZES.length; b++) {
        sets.add(new int[] {a, b});
        for (int c = b + 1; c < SIZES.length; c++) {
          sets.add(new int[] {a, b, c});
        }
      }
    }
    return sets;
  }

  @Test
  void everySet_isSummedUpInOnePassThatHasItsAttributes() {
    List<CellPlan.Pass> passes = CellPlan.of(sets(), SIZES, 1 << 15);

    List<int[]> covered = new ArrayList<>();
    for (CellPlan.Pass pass : passes) {
      List<Integer> attributes = Arrays.stream(pass.attributes()).boxed().toList();
      pass.sets()
          .forEach(set -> assertThat(attributes).containsAll(Arrays.stream(set).boxed().toList()));
      covered.addAll(pass.sets());
    }
    assertThat(covered).containsExactlyInAnyOrderElementsOf(sets());
    assertThat(passes.size()).isLessThan(sets().size() / 4);
  }

  @Test
  void pass_countsNoMoreCellsThanAllowed_unlessASetAloneHasMore() {
    for (CellPlan.Pass pass : CellPlan.of(sets(), SIZES, 1000)) {
      long cells =
          Arrays.stream(pass.attributes()).mapToLong(a -> SIZES[a]).reduce(1, Math::multiplyExact);
      assertThat(cells <= 1000 || pass.attributes().length == pass.sets().get(0).length).isTrue();
    }
  }
}
