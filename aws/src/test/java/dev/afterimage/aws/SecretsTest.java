// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.aws.redact.Redactor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was planted in environment variables, payloads and logs of an account. */
class SecretsTest {
  @TempDir Path temp;

  @Test
  void plantedSecrets_areNowhereInTheCase() throws Exception {
    try (TestingLab lab = TestingLab.of("secrets")) {
      Path folder = temp.resolve("case");
      lab.collect(folder);
      String manifest = Files.readString(folder.resolve("afterimage.json"));
      assertThat(lab.staged().secrets()).hasSizeGreaterThanOrEqualTo(20);
      for (String secret : lab.staged().secrets()) {
        assertThat(holders(folder, secret)).as(secret).isEmpty();
        assertThat(manifest).doesNotContain(secret);
      }
    }
  }

  @Test
  void revealedCase_holdsThemAndSaysSo() throws Exception {
    try (TestingLab lab = TestingLab.of("secrets")) {
      Path folder = temp.resolve("case");
      lab.collect(lab.runs(), CollectOptions.of(Redactor.off()), folder);
      assertThat(lab.staged().secrets())
          .anyMatch(secret -> !holdersUnchecked(folder, secret).isEmpty());
      assertThat(folder.resolve("afterimage.json")).content().contains("\"revealed\":true");
    }
  }

  private static List<String> holders(Path folder, String secret) throws Exception {
    String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return TestingLab.files(folder).entrySet().stream()
        .filter(file -> file.getValue().contains(secret) || file.getValue().contains(escaped))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static List<String> holdersUnchecked(Path folder, String secret) {
    try {
      return holders(folder, secret);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
