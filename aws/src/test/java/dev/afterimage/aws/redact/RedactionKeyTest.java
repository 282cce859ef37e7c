// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionKeyTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("afterimage/redaction-key");
  }

  @Test
  void ofUser_none_createsOneForTheUserAlone() throws IOException {
    RedactionKey key = RedactionKey.ofUser(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(key.id()).hasSize(8);
    assertThat(folder.resolve("afterimage").toFile().list()).containsExactly("redaction-key");
  }

  @Test
  void ofUser_again_isTheSameKey() throws IOException {
    RedactionKey first = RedactionKey.ofUser(folder);

    assertThat(RedactionKey.ofUser(folder).code("x")).isEqualTo(first.code("x"));
  }

  @Test
  void ofUser_anotherUser_isAnotherKey() throws IOException {
    RedactionKey first = RedactionKey.ofUser(folder);
    RedactionKey other = RedactionKey.ofUser(folder.resolve("other"));

    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(other.code("x")).isNotEqualTo(first.code("x"));
  }

  @Test
  void ofUser_readableByOthers_isRefused() throws IOException {
    RedactionKey.ofUser(folder);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> RedactionKey.ofUser(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read by others; chmod 600");
  }

  @Test
  void read_tooShort_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "short");

    assertThatThrownBy(() -> RedactionKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no redaction key");
  }

  @Test
  void of_sameBytes_hasTheSameIdAndCodes() {
    RedactionKey key = RedactionKey.of(new byte[16]);

    assertThat(key.id()).isEqualTo(RedactionKey.of(new byte[16]).id());
    assertThat(key.id()).isNotEqualTo(RedactionKey.of(new byte[17]).id());
    assertThat(key.code("a")).hasSize(16).isNotEqualTo(key.code("b"));
  }
}
