// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the runtimes report an exception that nobody caught: as payload and in the log. */
public final class Errors {
  private static final String INDENT = "\u00a0\u00a0";

  private Errors() {}

  private static List<Frame> frames(Program program, Thrown thrown) {
    List<Frame> own = program.stacks().get(thrown.type());
    return own == null ? generic(program, thrown) : own;
  }

  private static List<Frame> generic(Program program, Thrown thrown) {
    int line =
        12
            + Math.floorMod(
                thrown.type().hashCode() * 31 + program.wording().text("helper").hashCode(), 90);
    String file = program.language().file();
    String helper = program.wording().text("helper").replace(' ', '_');
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(file, line, entry(program), "result = " + helper + "(event)"));
    frames.add(new Frame(file, line + 9, helper, "raise " + simple(thrown.type()) + "(detail)"));
    return frames;
  }

  private static String entry(Program program) {
    String handler = program.language().handler();
    return handler.substring(Math.max(handler.lastIndexOf('.'), handler.lastIndexOf(':')) + 1);
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** Returns the payload that Invoke answers with. */
  public static ObjectNode payload(Program program, Thrown thrown, String requestId) {
    return switch (program.language()) {
      case PYTHON -> python(program, thrown, requestId);
      case NODE -> node(program, thrown);
      case JAVA -> java(program, thrown);
    };
  }

  private static boolean isOfRuntime(Thrown thrown) {
    return thrown.type().startsWith("Runtime.");
  }

  private static ObjectNode python(Program program, Thrown thrown, String requestId) {
    ObjectNode payload =
        Json.object()
            .put("errorMessage", thrown.message())
            .put("errorType", thrown.type())
            .put("requestId", requestId);
    ArrayNode stack = payload.putArray("stackTrace");
    if (!isOfRuntime(thrown)) {
      frames(program, thrown)
          .forEach(
              f ->
                  stack.add(
                      "  File \"%s\", line %d, in %s\n    %s\n"
                          .formatted(f.file(), f.line(), f.function(), f.code())));
    }
    return payload;
  }

  private static ObjectNode node(Program program, Thrown thrown) {
    ObjectNode payload =
        Json.object().put("errorType", thrown.type()).put("errorMessage", thrown.message());
    ArrayNode trace = payload.putArray("trace");
    trace.add(thrown.type() + ": " + thrown.message());
    frames(program, thrown)
        .forEach(
            f ->
                trace.add(
                    "    at %s (file://%s:%d:11)".formatted(f.function(), f.file(), f.line())));
    return payload;
  }

  private static ObjectNode java(Program program, Thrown thrown) {
    ObjectNode payload =
        Json.object().put("errorMessage", thrown.message()).put("errorType", thrown.type());
    ArrayNode stack = payload.putArray("stackTrace");
    frames(program, thrown)
        .forEach(
            f ->
                stack.add("com.example.App.%s(%s:%d)".formatted(f.function(), f.file(), f.line())));
    return payload;
  }

  /** Returns the log line that the runtime writes for it. */
  public static String line(Program program, Thrown thrown, String requestId, Instant now) {
    return switch (program.language()) {
      case PYTHON -> {
        StringBuilder text =
            new StringBuilder("[ERROR] ")
                .append(thrown.type())
                .append(": ")
                .append(thrown.message());
        if (!isOfRuntime(thrown)) {
          text.append("\nTraceback (most recent call last):");
          frames(program, thrown)
              .forEach(
                  f ->
                      text.append(
                          "\n%sFile \"%s\", line %d, in %s\n%s%s%s"
                              .formatted(
                                  INDENT,
                                  f.file(),
                                  f.line(),
                                  f.function(),
                                  INDENT,
                                  INDENT,
                                  f.code())));
        }
        yield text.append("\n").toString();
      }
      case NODE -> {
        ObjectNode json = node(program, thrown);
        json.set("stack", json.remove("trace"));
        String id = requestId.isEmpty() ? "undefined" : requestId;
        yield LogStyle.iso(now) + "\t" + id + "\tERROR\tInvoke Error \t" + Json.text(json) + "\n";
      }
      case JAVA -> {
        StringBuilder text = new StringBuilder(thrown.message()).append(": ").append(thrown.type());
        frames(program, thrown)
            .forEach(
                f ->
                    text.append(
                        "\n\tat com.example.App.%s(%s:%d)"
                            .formatted(f.function(), f.file(), f.line())));
        yield text.append("\n").toString();
      }
    };
  }
}
