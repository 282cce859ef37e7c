// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The source that the image of the poll function holds, and where in it its errors arise. */
final class PollSource {
  private static final String APP = "var/task/app.py";
  private static final String GUARD = "var/task/timeout_guard.py";

  private final Map<String, String> files =
      Map.of(APP, resource("poll_app.py"), GUARD, resource("timeout_guard.py"));

  /** Returns a text that stands beside this class. */
  static String resource(String name) {
    try (InputStream in = PollSource.class.getResourceAsStream(name)) {
      return new String(
          requireNonNull(in, "no resource " + name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }

  /** Returns the texts by their paths in the image. */
  Map<String, String> files() {
    return files;
  }

  /** Returns the stack of the guard's error. */
  List<Frame> overdue() {
    return List.of(frame(APP, "timeout_guard.check("), frame(GUARD, "raise RuntimeError("));
  }

  /** Returns the stack of the error that a batch is not ready. */
  List<Frame> unfinished() {
    return List.of(frame(APP, "return poll_batch("));
  }

  /** Finds the one line that starts with a piece of code. */
  private Frame frame(String file, String start) {
    List<String> lines = requireNonNull(files.get(file), "no file " + file).lines().toList();
    String function = "<module>";
    for (int i = 0; i < lines.size(); i++) {
      String code = lines.get(i).strip();
      if (code.startsWith("def ")) {
        function = code.substring("def ".length(), code.indexOf('('));
      }
      if (code.startsWith(start)) {
        return new Frame("/" + file, i + 1, function, code);
      }
    }
    throw new IllegalStateException(file + " has no line that starts with " + start);
  }
}
