// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
  private static ErrorText of(String cause) {
    return ErrorText.of(Optional.of(cause.replace('\'', '"')));
  }

  @Test
  void payloadOfAFunction_isReadOutOfItsJson() {
    ErrorText text =
        of("{'errorMessage':'no stock','errorType':'StockError','stackTrace':['a','b']}");

    assertThat(text.message()).isEqualTo("no stock");
    assertThat(text.type()).contains("StockError");
    assertThat(text.stack()).containsExactly("a", "b");
    assertThat(text.refusal()).isEmpty();
  }

  @Test
  void nodeTrace_isAStack() {
    assertThat(of("{'errorMessage':'x','errorType':'E','trace':['E: x','at y']}").stack())
        .hasSize(2);
  }

  @Test
  void untypedPayload_isReadOutOfItsSentence() {
    ErrorText text =
        of(
            "The cause could not be determined because Lambda did not return an error type."
                + " Returned payload: {'errorMessage':'2026-03-01T10:00:03Z id Task timed out'}");

    assertThat(text.message()).isEqualTo("2026-03-01T10:00:03Z id Task timed out");
    assertThat(text.type()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequests;"
            + " Request ID: r; Proxy: null)|AWSLambda|429|TooManyRequests",
        "User: u is not authorized (Service: Lambda, Status Code: 403, Request ID: r)|Lambda|403|"
      })
  void refusalOfAnSdk_isReadInBothForms(String cause, String service, int status, String code) {
    ErrorText.Refusal refusal = of(cause).refusal().orElseThrow();

    assertThat(refusal.service()).isEqualTo(service);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.code().orElse(null)).isEqualTo(code);
  }

  @Test
  void causeOfANestedRun_givesTheInnerMessage() {
    String inner = "{\\\"errorMessage\\\":\\\"deep\\\",\\\"errorType\\\":\\\"E\\\"}";
    ErrorText text =
        ErrorText.of(
            Optional.of(
                "{\"ExecutionArn\":\"arn:x\",\"Error\":\"E\",\"Cause\":\"" + inner + "\"}"));

    assertThat(text.message()).isEqualTo("deep");
  }

  @Test
  void plainOrMissingCause_isItsOwnMessage() {
    assertThat(of("plain words").message()).isEqualTo("plain words");
    assertThat(ErrorText.of(Optional.empty()).message()).isEmpty();
  }

  @Property
  void anyCause_isRead(@ForAll String cause) {
    assertThat(ErrorText.of(Optional.of(cause)).cause()).isEqualTo(cause);
  }

  @Test
  void statusBeyondANumber_isNoRefusal() {
    assertThat(of("(Service: S; Status Code: 99999999999; Request ID: r)").refusal()).isEmpty();
  }
}
