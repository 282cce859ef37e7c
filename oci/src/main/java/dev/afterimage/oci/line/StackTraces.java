// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the frames in the text of an error: Python, Node and Java, plain or within JSON. */
public final class StackTraces {
  private static final int MOST_FRAMES = 200;
  private static final int MOST_CHARS = 256 << 10;

  private static final Pattern PYTHON =
      Pattern.compile(
          "File \\\\?\"([^\"\\\\\\n]+)\\\\?\", line (\\d{1,8})(?:, in ([^\\s\",\\\\]+))?");
  private static final Pattern NODE =
      Pattern.compile(
          "\\bat (?:async )?(?:(?:new )?([^\\s()]+)(?: \\[as [^\\]]+])? \\()?"
              + "(?:file://)?(/[^\\s():]+\\.[cm]?[jt]sx?):(\\d{1,8}):\\d{1,8}\\)?");
  private static final Pattern JAVA =
      Pattern.compile(
          "((?:[\\w$]+\\.)*[\\w$]+)\\.([\\w$<>]+)\\(([\\w$]+\\.(?:java|kt)):(\\d{1,8})\\)");

  private StackTraces() {}

  /** Returns the frames, the one that raised first; none where the text has no trace. */
  public static List<Frame> frames(String text) {
    String bounded = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
    List<Frame> python =
        all(PYTHON.matcher(bounded), m -> frame(m.group(1), m.group(2), m.group(3)));
    Collections.reverse(python);
    if (!python.isEmpty()) {
      return python;
    }
    List<Frame> node = all(NODE.matcher(bounded), m -> frame(m.group(2), m.group(3), m.group(1)));
    return node.isEmpty() ? all(JAVA.matcher(bounded), StackTraces::java) : node;
  }

  private static Frame frame(String file, String line, @Nullable String function) {
    return new Frame(file, Integer.parseInt(line), function == null ? "" : function);
  }

  /** The file of a class stands in the folder of its package. */
  private static Frame java(Matcher matcher) {
    String type = matcher.group(1);
    int point = type.lastIndexOf('.');
    String folder = point < 0 ? "" : type.substring(0, point).replace('.', '/') + "/";
    return frame(folder + matcher.group(3), matcher.group(4), matcher.group(2));
  }

  private static List<Frame> all(Matcher matcher, Function<Matcher, Frame> frame) {
    List<Frame> frames = new ArrayList<>();
    while (matcher.find() && frames.size() < MOST_FRAMES) {
      frames.add(frame.apply(matcher));
    }
    return frames;
  }
}
