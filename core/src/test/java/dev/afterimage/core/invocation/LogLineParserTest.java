// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the platform, in both formats, and lines that only look like one. */
class LogLineParserTest {
  private static final String ID = TestingLog.request(1);

  static LogLine.Content parse(String message) {
    Ref ref = Ref.of(new FileId("l", "0"), Location.Pointer.ROOT);
    return LogLineParser.parse(
            new LogEvent(Optional.empty(), Optional.empty(), TestingHistory.START, message, ref))
        .content();
  }

  private static LogLine.Report report(String rest) {
    return (LogLine.Report) parse("REPORT RequestId: " + ID + "\t" + rest);
  }

  private static LogLine.Content json(String text) {
    return parse(text.replace('\'', '"'));
  }

  @Test
  void initStart_namesTheRuntime() {
    LogLine.InitStart line =
        (LogLine.InitStart)
            parse(
                "INIT_START Runtime Version: python:3.13.v10\tRuntime Version ARN:"
                    + " arn:aws:lambda:eu-west-1::runtime:abc\n");

    assertThat(line.runtimeVersionArn()).contains("arn:aws:lambda:eu-west-1::runtime:abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INIT_START ", "INIT_START Runtime Version: nodejs:22.mainline.v98\t"})
  void initStart_needsNoArn(String message) {
    assertThat(parse(message)).isInstanceOf(LogLine.InitStart.class);
  }

  @Test
  void restoreStart_startsAProcess() {
    assertThat(parse("RESTORE_START Runtime Version: java:21.v8\tRuntime Version ARN: arn:r\n"))
        .isInstanceOf(LogLine.InitStart.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RESTORE_REPORT Restore Duration: 300.10 ms\t",
        "LOGS\tName: sidecar\tState: Subscribed\tTypes: [Platform]",
        "TELEMETRY\tName: sidecar\tState: Subscribed\tTypes: [Platform]",
        "XRAY TraceId: 1-61c86fa4-59b3c6d959653c527fd10966\tSegmentId: 107ea78a5750a811"
      })
  void otherLineOfThePlatform_isNoneOfTheApplication(String message) {
    assertThat(parse(message)).isInstanceOf(LogLine.OtherPlatform.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "START RequestId: %s Version: $LATEST\n",
        "START RequestId: %s\tVersion: $LATEST",
        "START RequestId: %s Version: $LATEST\\n"
      })
  void start_namesRequestAndVersion(String form) {
    LogLine.Start line = (LogLine.Start) parse(String.format(form, ID));

    assertThat(line.requestId()).isEqualTo(ID);
    assertThat(line.version()).contains("$LATEST");
  }

  @Test
  void startWithoutAVersion_isAStart() {
    assertThat(((LogLine.Start) parse("START RequestId: " + ID)).version()).isEmpty();
  }

  @Test
  void warmReport_hasItsFigures_andNoInit() {
    LogLine.Report line =
        report(
            "Duration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36"
                + " MB\t\n");

    assertThat(line.requestId()).isEqualTo(ID);
    assertThat(line.metrics().durationMs()).contains(3.01);
    assertThat(line.metrics().billedMs()).contains(4.0);
    assertThat(line.metrics().memorySizeMb()).contains(128.0);
    assertThat(line.metrics().maxMemoryUsedMb()).contains(36.0);
    assertThat(line.metrics().initMs()).isEmpty();
    assertThat(line.status()).isEmpty();
  }

  @Test
  void figures_areToldByTheirLabels_inAnyOrder() {
    LogLine.Report line =
        report(
            "Init Duration: 110.10 ms\tMax Memory Used: 36 MB\tBilled Duration: 114 ms\tDuration:"
                + " 3.01 ms\tMemory Size: 128 MB");

    assertThat(line.metrics().durationMs()).contains(3.01);
    assertThat(line.metrics().initMs()).contains(110.10);
    assertThat(line.metrics().billedMs()).contains(114.0);
  }

  @Test
  void restoreFigures_areNoDurations() {
    LogLine.Report line =
        report("Restore Duration: 300.00 ms\tBilled Restore Duration: 301 ms\tDuration: 2.00 ms");

    assertThat(line.metrics().durationMs()).contains(2.0);
    assertThat(line.metrics().billedMs()).isEmpty();
  }

  @Test
  void report_tellsOfATimeout() {
    LogLine.Report line =
        report(
            "Duration: 5000.00 ms\tBilled Duration: 5579 ms\tInit Duration: 578.07 ms\tStatus:"
                + " timeout\n");

    assertThat(line.status()).contains("timeout");
    assertThat(line.errorType()).isEmpty();
    assertThat(line.metrics().durationMs()).contains(5000.0);
  }

  @Test
  void report_tellsOfAnError() {
    LogLine.Report line = report("Duration: 9.00 ms\tStatus: error\tError Type: Runtime.ExitError");

    assertThat(line.status()).contains("error");
    assertThat(line.errorType()).contains("Runtime.ExitError");
  }

  @Test
  void traceInAReport_isNoFigure() {
    LogLine.Report line =
        report(
            "Duration: 3.01 ms\t\nXRAY TraceId: 1-61c86fa4-59b3c6d959653c527fd10966\tSegmentId:"
                + " 107ea78a5750a811\tSampled: true\n");

    assertThat(line.metrics().durationMs()).contains(3.01);
    assertThat(line.status()).isEmpty();
  }

  @Test
  void tabsWrittenAsTwoCharacters_areTabs() {
    LogLine.Report line =
        (LogLine.Report)
            parse("REPORT RequestId: " + ID + "\\tDuration: 3.01 ms\\tStatus: timeout\\t\\n");

    assertThat(line.requestId()).isEqualTo(ID);
    assertThat(line.metrics().durationMs()).contains(3.01);
    assertThat(line.status()).contains("timeout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INIT_REPORT Init Duration: 10009.13 ms\tPhase: init\tStatus: timeout\n",
        "INIT_REPORT Init Duration: 10009.13 ms\\tPhase: init\\tStatus: timeout"
      })
  void failedInit_isReported(String message) {
    LogLine.InitReport line = (LogLine.InitReport) parse(message);

    assertThat(line.durationMs()).isEqualTo(10009.13);
    assertThat(line.phase()).contains("init");
    assertThat(line.status()).contains("timeout");
    assertThat(line.isFailure()).isTrue();
  }

  @Test
  void initThatRanAgain_hasThePhaseInvoke() {
    LogLine.InitReport line =
        (LogLine.InitReport)
            parse(
                "INIT_REPORT Init Duration: 229.04 ms\tPhase: invoke\tStatus: error\tError Type:"
                    + " Runtime.ImportModuleError\n");

    assertThat(line.phase()).contains("invoke");
    assertThat(line.errorType()).contains("Runtime.ImportModuleError");
  }

  @Test
  void initReportWithoutAPhase_isASuccess() {
    LogLine.InitReport line =
        (LogLine.InitReport) parse("INIT_REPORT Init Duration: 13316.04 ms\n");

    assertThat(line.isFailure()).isFalse();
    assertThat(line.phase()).isEmpty();
  }

  @Test
  void timeoutLine_namesItsRequest() {
    LogLine.TimedOut line =
        (LogLine.TimedOut)
            parse("2026-03-01T10:00:03.020Z " + ID + " Task timed out after 3.02 seconds\n\n");

    assertThat(line.requestId()).contains(ID);
    assertThat(line.seconds()).isEqualTo(3.02);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Task timed out after 3.02 seconds",
        "job 7: Task timed out after 3.02 seconds",
        "2026-03-01T10:00:03.020Z worker Task timed out after 3.02 seconds"
      })
  void applicationThatSpeaksOfATimeout_isNoTimeoutOfLambda(String message) {
    assertThat(parse(message)).isInstanceOf(LogLine.Application.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RequestId: %s Error: Runtime exited with error: exit status 106\nRuntime.ExitError",
        "RequestId: %s Error: Runtime exited with error: signal: killed\nRuntime.ExitError",
        "RequestId: %s Error: Runtime exited without providing a reason\nRuntime.ExitError",
        "RequestId: %s Process exited before completing request\n"
      })
  void processThatEnded_namesItsRequest(String form) {
    LogLine.Exited line = (LogLine.Exited) parse(String.format(form, ID));

    assertThat(line.requestId()).contains(ID);
    assertThat(line.why()).isNotEmpty();
  }

  @Test
  void exit_tellsWhy() {
    LogLine.Exited line =
        (LogLine.Exited)
            parse("RequestId: " + ID + " Error: Runtime exited with error: signal: killed\nx");

    assertThat(line.why()).isEqualTo("signal: killed");
  }

  @Test
  void extension_isNamed() {
    LogLine.Extension line =
        (LogLine.Extension) parse("EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE]\n");

    assertThat(line.name()).isEqualTo("agent");
    assertThat(line.state()).isEqualTo("Ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STARTING RequestId: x",
        "ENDPOINT RequestId: x",
        "REPORTED RequestId: x",
        "START of job",
        "END",
        "INIT_STARTED",
        "INIT_REPORTER",
        "Report RequestId: x",
        " START RequestId: x",
        ""
      })
  void lineThatOnlyLooksLikeThePlatforms_isTheApplications(String message) {
    assertThat(parse(message)).isInstanceOf(LogLine.Application.class);
  }

  @Test
  void jsonInitStart_namesFunctionAndType() {
    LogLine.InitStart line =
        (LogLine.InitStart)
            json(
                "{'time':'t','type':'platform.initStart','record':{'initializationType':"
                    + "'on-demand','phase':'init','runtimeVersionArn':'arn:r','functionName':'f',"
                    + "'functionVersion':'$LATEST'}}");

    assertThat(line.function()).contains("f");
    assertThat(line.version()).contains("$LATEST");
    assertThat(line.initType()).contains("on-demand");
  }

  @Test
  void startUnderTheTypeOfInitStart_isAStart() {
    LogLine.Start line =
        (LogLine.Start)
            json("{'type':'platform.initStart','record':{'requestId':'" + ID + "','version':'7'}}");

    assertThat(line.version()).contains("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'platform.report','record':{'requestId':'ID','metrics':{'durationMs':5000.0,"
            + "'memorySizeMB':128,'maxMemoryUsedMB':36,'initDurationMs':110.1},'status':'timeout'}}",
        "{'record':{'status':'timeout','metrics':{'initDurationMs':110.1,'maxMemoryUsedMB':36,"
            + "'memorySizeMB':128,'durationMs':5000.0},'requestId':'ID'},'type':'platform.report'}"
      })
  void jsonReport_isReadInAnyOrderOfKeys(String text) {
    LogLine.Report line = (LogLine.Report) json(text.replace("ID", ID));

    assertThat(line.requestId()).isEqualTo(ID);
    assertThat(line.status()).contains("timeout");
    assertThat(line.metrics().durationMs()).contains(5000.0);
    assertThat(line.metrics().initMs()).contains(110.1);
    assertThat(line.metrics().maxMemoryUsedMb()).contains(36.0);
  }

  @Test
  void jsonSuccess_isNoStatus_asInTheTextFormat() {
    LogLine.Report line =
        (LogLine.Report)
            json(
                "{'type':'platform.report','record':{'requestId':'x','status':'success',"
                    + "'metrics':{'durationMs':1}}}");

    assertThat(line.status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"platform.fault", "platform.initRuntimeDone", "platform.telemetrySubscription"})
  void otherJsonOfThePlatform_isNoneOfTheApplication(String type) {
    assertThat(json("{'type':'" + type + "','record':{}}"))
        .isInstanceOf(LogLine.OtherPlatform.class);
  }

  @Test
  void droppedLogs_areTold() {
    assertThat(
            json(
                "{'type':'platform.logsDropped','record':{'reason':'slow','droppedRecords':9,"
                    + "'droppedBytes':99}}"))
        .isEqualTo(new LogLine.Dropped("slow"));
  }

  @Property
  void anyMessage_isRead(@ForAll String message) {
    assertThat(parse(message)).isNotNull();
  }

  @Provide
  net.jqwik.api.Arbitrary<String> pieces() {
    return net.jqwik.api.Arbitraries.of(
            "REPORT RequestId: ",
            ID,
            "\t",
            "Duration: ",
            "1.5 ms",
            "\\t",
            "Status: ",
            "timeout",
            "[ERROR] ",
            "Traceback (most recent call last):\n",
            "\n",
            "{",
            "}",
            "\"",
            "type",
            "platform.report",
            ":",
            "Task timed out after ",
            "3 seconds",
            "com.x.Y: ",
            "\tat a.b(")
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Property
  void anyMixOfPieces_isRead(@ForAll @From("pieces") String message) {
    assertThat(parse(message)).isNotNull();
  }

  @Test
  void longLine_isReadInNoTime() {
    String text = "[ERROR] E: " + "a: ".repeat(300_000);

    assertThat(parse(text)).isInstanceOf(LogLine.Application.class);
    assertThat(parse("x: " + "a.".repeat(300_000))).isInstanceOf(LogLine.Application.class);
    assertThat(parse("Traceback (most recent call last):\n" + "x\n".repeat(300_000)))
        .isInstanceOf(LogLine.Application.class);
  }
}
