// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClientGuideTest {
  private static final String TEXT =
      ClientGuide.text(URI.create("http://127.0.0.1:4566"), "eu-west-1");

  @Test
  void text_pointsTheCliAtTheEndpoint() {
    assertThat(TEXT)
        .contains("export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab")
        .contains("export AWS_DEFAULT_REGION=eu-west-1")
        .contains("aws --endpoint-url http://127.0.0.1:4566 sts get-caller-identity");
  }

  @Test
  void text_fitsATerminal() {
    assertThat(TEXT.lines()).allMatch(line -> line.length() <= 100);
  }
}
