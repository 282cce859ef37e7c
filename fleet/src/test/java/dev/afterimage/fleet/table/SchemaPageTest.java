// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaPageTest {
  @Test
  void page_isWhatTheSchemaSays() throws IOException {
    Path page =
        Path.of(System.getProperty("afterimage.root", "..")).resolve("docs/fleet-schema.md");

    assertThat(Files.readString(page))
        .as("write SchemaPage.write() to docs/fleet-schema.md")
        .isEqualTo(SchemaPage.write());
  }

  @Test
  void rowWithoutAllItsValues_isRefused() {
    assertThatThrownBy(() -> new TableRow(Schema.RUNS).text("m").values())
        .hasMessageContaining("1 of 20");
  }
}
