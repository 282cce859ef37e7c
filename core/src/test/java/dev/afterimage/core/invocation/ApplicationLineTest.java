// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the application, in the forms that runtimes and loggers give them. */
class ApplicationLineTest {
  private static final String ID = TestingLog.request(1);

  private static LogLine.Application application(String message) {
    return (LogLine.Application) LogLineParserTest.parse(message);
  }

  private static LogLine.Content json(String text) {
    return LogLineParserTest.parse(text.replace('\'', '"'));
  }

  @Test
  void applicationJson_hasItsRequestAndLevel() {
    LogLine.Application line =
        (LogLine.Application)
            json(
                "{'timestamp':'t','level':'ERROR','requestId':'"
                    + ID
                    + "','message':'no stock','errorType':'StockError','errorMessage':'none',"
                    + "'stackTrace':['a']}");

    assertThat(line.requestId()).contains(ID);
    assertThat(line.level()).contains("ERROR");
    assertThat(line.error()).contains(new LogLine.ShownError("StockError", "none", true));
  }

  @Test
  void jsonOfTheApplicationWithAType_isNotThePlatforms() {
    assertThat(json("{'type':'order','record':{'requestId':'x'}}"))
        .isInstanceOf(LogLine.Application.class);
  }

  @Test
  void pythonLogger_hasItsRequestAndLevel() {
    LogLine.Application line =
        application("[WARNING]\t2026-03-01T10:00:00.123Z\t" + ID + "\tslow answer\n");

    assertThat(line.requestId()).contains(ID);
    assertThat(line.level()).contains("WARNING");
    assertThat(line.text()).startsWith("slow answer");
  }

  @Test
  void nodeConsole_hasItsRequest_andNoneWhileItStarts() {
    LogLine.Application line = application("2026-03-01T10:00:00.123Z\t" + ID + "\tINFO\thello\n");
    LogLine.Application early =
        application("2026-03-01T10:00:00.123Z\tundefined\tERROR\tcannot start\n");

    assertThat(line.requestId()).contains(ID);
    assertThat(early.requestId()).isEmpty();
    assertThat(early.level()).contains("ERROR");
  }

  @Test
  void pythonTrace_isAnUncaughtError() {
    LogLine.Application line =
        application(
            """
            [ERROR] ValueError: bad total
            Traceback (most recent call last):
            \u00a0\u00a0File "/var/task/app.py", line 7, in handler
            """);

    assertThat(line.error()).contains(new LogLine.ShownError("ValueError", "bad total", true));
  }

  @Test
  void nodeTrace_isAnUncaughtError() {
    LogLine.Application line =
        application(
            "2026-03-01T10:00:00.123Z\t"
                + ID
                + "\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\",\"errorMessage\":\"x\"}\n");

    assertThat(line.error()).contains(new LogLine.ShownError("TypeError", "x", true));
  }

  @Test
  void javaTrace_isAnUncaughtError() {
    LogLine.Application line =
        application(
            "no stock: com.example.StockException: none\n\tat com.example.App.run(App.java)");

    assertThat(line.error()).map(LogLine.ShownError::type).contains("com.example.StockException");
  }

  @Test
  void traceThatCodeLogged_isNoUncaughtError() {
    LogLine.Application line =
        application(
            "[ERROR]\t2026-03-01T10:00:00.123Z\t"
                + ID
                + "\tretrying\nTraceback (most recent call last):\n  File x\nKeyError: 'total'\n");

    assertThat(line.error()).contains(new LogLine.ShownError("KeyError", "'total'", false));
  }

  @Test
  void chainOfTraces_endsWithItsLastError() {
    LogLine.Application line =
        application(
            """
            retrying
            Traceback (most recent call last):
              File "a.py", line 1, in f
            KeyError: 'total'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "b.py", line 2, in g
            app.StockError: none left
            in store 7
            """);

    assertThat(line.error()).contains(new LogLine.ShownError("app.StockError", "none left", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all is well",
        "ERROR happened",
        "[ERROR] failed",
        "[ERROR] connection: lost",
        "{\"ok\": true}",
        "[1, 2]",
        "{broken"
      })
  void plainLine_showsNoError(String message) {
    assertThat(application(message).error()).isEmpty();
  }
}
