// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Filter patterns of CloudWatch Logs, and what the lines that they find say. */
final class LogPatterns {
  private static final int LONGEST = 1024;

  /** Lines of Lambda that start or end an invocation or a process, in its text and JSON formats. */
  static final String MARKS =
      anyOf(
          Stream.of(
              "START RequestId",
              "REPORT RequestId",
              "INIT_START",
              "INIT_REPORT",
              "RESTORE_START",
              "Task timed out",
              "Runtime exited",
              "platform.start",
              "platform.report",
              "platform.initStart",
              "platform.initReport",
              "platform.runtimeDone"));

  private static final Pattern REQUEST =
      Pattern.compile(
          "(?:RequestId: |\"requestId\"\\s*:\\s*\"|\\t)"
              + "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");
  private static final Pattern END_OF_PROCESS =
      Pattern.compile(
          "\\tStatus: (?:timeout|error)|Task timed out after|Runtime exited"
              + "|\"platform\\.(?:report|runtimeDone|initReport)\".*\"status\"\\s*:\\s*\"(?:timeout|error|failure)\""
              + "|^INIT_REPORT .*Status: ",
          Pattern.DOTALL);
  private static final Pattern START_OF_PROCESS =
      Pattern.compile("^(?:INIT_START|RESTORE_START)\\b|\"platform\\.(?:initStart|restoreStart)\"");

  private LogPatterns() {}

  private static String anyOf(Stream<String> texts) {
    return texts.map(text -> "?\"" + text + "\"").collect(Collectors.joining(" "));
  }

  /** Returns patterns that find lines with any of some texts; as few as AWS takes. */
  static List<String> anyOf(List<String> texts) {
    List<String> patterns = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    for (String text : texts) {
      String term = "?\"" + text + "\"";
      if (pattern.length() + term.length() + 1 > LONGEST) {
        patterns.add(pattern.toString());
        pattern.setLength(0);
      }
      pattern.append(pattern.isEmpty() ? "" : " ").append(term);
    }
    if (!pattern.isEmpty()) {
      patterns.add(pattern.toString());
    }
    return patterns;
  }

  /** Returns the id of the request that a line is of; empty where it names none. */
  static String request(String line) {
    Matcher matcher = REQUEST.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  static boolean endsProcess(String line) {
    return END_OF_PROCESS.matcher(line).find();
  }

  static boolean startsProcess(String line) {
    return START_OF_PROCESS.matcher(line).find();
  }
}
