// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GridTest {
  @Property
  void cells_sortAsTheirNumbers(@ForAll double left, @ForAll double right) {
    assertThat(Integer.signum(Integer.compare(Grid.cell(left), Grid.cell(right))))
        .isIn(0, Integer.signum(Double.compare(left + 0.0, right + 0.0)));
  }

  @Property
  void cell_beginsAtItsLeastNumber(@ForAll double number) {
    int cell = Grid.cell(number);

    assertThat(Grid.least(cell)).isLessThanOrEqualTo(number + 0.0);
    assertThat(Grid.cell(Grid.least(cell))).isEqualTo(cell);
  }

  @Test
  void smallWholeNumbers_haveCellsOfTheirOwn() {
    for (int i = 0; i < 255; i++) {
      assertThat(Grid.cell(i)).isLessThan(Grid.cell(i + 1));
    }
  }
}
