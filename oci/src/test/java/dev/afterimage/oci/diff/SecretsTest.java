// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD",
        "apiKey",
        "AUTH_TOKEN",
        "client_secret",
        "AWS_SECRET_ACCESS_KEY",
        "PRIVATE_KEY"
      })
  void name_ofASecret_masksTheValue(String name) {
    assertThat(Secrets.value(name, "whatever")).isEqualTo(Secrets.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "LANG",
        "MODE",
        "TOKENIZERS_PARALLELISM_MODE",
        "SECRET_ARN",
        "TOKEN_FILE",
        "AUTHOR",
        "KEYBOARD"
      })
  void name_ofAnythingElse_keepsTheValue(String name) {
    assertThat(Secrets.value(name, "whatever")).isEqualTo("whatever");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "-----BEGIN RSA PRIVATE KEY-----MIIE"
      })
  void shape_ofASecret_isMasked(String value) {
    assertThat(Secrets.value("X", value)).isEqualTo(Secrets.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a:b",
        "sha256:0123456789abcdef",
        "a sentence, plain",
        "/usr/local/bin"
      })
  void shape_ofAnythingElse_isKept(String value) {
    assertThat(Secrets.value("X", value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = \"s3cretvalue\"",
        "  api_key: 'abc123def'",
        "url = \"postgres://me:pw123@host/db\""
      })
  void line_withASecret_isMasked(String line) {
    assertThat(Secrets.line(line))
        .contains(Secrets.MASK)
        .doesNotContain("s3cret", "abc123", "pw123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token = get_token(client)",
        "password = os.environ[\"X\"]",
        "count = 12345678",
        "name = \"value\""
      })
  void line_withoutASecret_isKept(String line) {
    assertThat(Secrets.line(line)).isEqualTo(line);
  }
}
