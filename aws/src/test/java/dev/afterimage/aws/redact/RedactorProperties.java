// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.afterimage.core.evidence.Json;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class RedactorProperties {
  private static final Redactor REDACTOR = Redactor.with(RedactionKey.of(new byte[32]));

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void redact_anyJson_staysJsonOfTheSameShape(@ForAll("json") JsonNode json) {
    String text = json.toString();

    JsonNode redacted = Json.parse(REDACTOR.redact(text)).orElseThrow();

    assertThat(redacted.getNodeType() == json.getNodeType() || redacted.isTextual()).isTrue();
    assertThat(redacted.size()).isEqualTo(json.size());
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void redact_twice_changesNothingMore(@ForAll("json") JsonNode json) {
    String once = REDACTOR.redact(json.toString());

    assertThat(REDACTOR.redact(once)).isEqualTo(once);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void redact_textTwice_changesNothingMore(@ForAll("texts") String text) {
    String once = REDACTOR.redact(text);

    assertThat(REDACTOR.redact(once)).isEqualTo(once);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void redact_secretAmongText_isGone(
      @ForAll("planted") TestingSecrets.Planted planted, @ForAll("words") String around) {
    String text = around + " " + planted.text() + " " + around;

    assertThat(REDACTOR.redact(text)).doesNotContain(planted.secret());
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void redact_cutAnywhere_leavesNoJsonBroken(@ForAll("planted") TestingSecrets.Planted planted) {
    JsonNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("output", planted.text().substring(0, planted.text().length() / 2));

    assertThat(Json.parse(REDACTOR.redact(json.toString()))).isPresent();
  }

  @Provide
  Arbitrary<TestingSecrets.Planted> planted() {
    return Arbitraries.of(TestingSecrets.all());
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars(" abc\t:=\"'\\{}[],<>").ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> secret = planted().map(TestingSecrets.Planted::text);
    Arbitrary<String> piece = Arbitraries.oneOf(secret, words(), Arbitraries.strings());
    return piece.list().ofMaxSize(6).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return Arbitraries.longs().map(seed -> new TestingJson(new Random(seed)).value(4));
  }
}
