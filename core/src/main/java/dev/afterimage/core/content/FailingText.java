// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is written of a failure: its error, its cause, and what its invocation logged of it. */
public final class FailingText {
  /** A longer text is no error message any more. */
  private static final int LONGEST = 60_000;

  private static final int MOST_LINES = 200;

  /** What differs between two messages of the same error: ids, numbers, white space. */
  private static final Pattern VARIABLE =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|\\d[\\d.:,]*");

  private static final Pattern FILE =
      Pattern.compile(
          "(?:file://)?(/[^\\s\"'`()<>:,;|*?\\\\]{1,400}\\.[A-Za-z]{1,5})(?=[\"'\\\\:)])");

  /** A frame of Java: the file of its class stands in the folder of its package. */
  private static final Pattern JAVA =
      Pattern.compile(
          "\\b((?:[a-z_][\\w]*\\.)+[A-Z][\\w]*)[\\w$]*\\.[\\w$<>]+\\([\\w$]+\\.(?:java|kt):");

  private FailingText() {}

  /**
   * Returns the error's name and message, then the cause as Step Functions gives it, then what the
   * failing invocation logged of its errors; empty where the run did not fail.
   */
  public static String of(Pair pair) {
    if (pair.failure().isEmpty()) {
      return "";
    }
    Failure.Leaf origin = pair.failure().get().origin();
    List<String> parts = new ArrayList<>();
    String name = origin.error().map(error -> error + ": ").orElse("");
    parts.add(name + origin.text().message());
    parts.add(origin.text().cause());
    invocation(pair, origin).stream().flatMap(FailingText::errorLines).forEach(parts::add);
    String text = String.join("\n", parts.stream().distinct().filter(p -> !p.isEmpty()).toList());
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static Optional<Invocation> invocation(Pair pair, Failure.Leaf origin) {
    return pair.fleet().calls().stream()
        .filter(call -> call.run().equals(origin.run()))
        .filter(call -> origin.attempt().filter(call.call().attempt()::equals).isPresent())
        .flatMap(call -> call.served().stream())
        .findFirst();
  }

  private static Stream<String> errorLines(Invocation invocation) {
    return invocation.lines().stream()
        .filter(
            line ->
                line.content() instanceof LogLine.Application application
                    && application.error().isPresent())
        .map(LogLine::text)
        .map(String::strip)
        .limit(MOST_LINES);
  }

  /** Returns the SHA-256 of a text, in lower-case hex, by which a search in an image names it. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Whether a text tells of the failure: it holds the failure's message, but for numbers and ids;
   * where there is no message the error's name.
   */
  static boolean tells(String text, Failure.Leaf failure) {
    String message = normal(failure.text().message());
    String wanted = message.isEmpty() ? normal(failure.error().orElse("")) : message;
    return !wanted.isEmpty()
        && (normal(text).contains(wanted)
            || normal(ErrorText.of(Optional.of(text)).message()).contains(wanted));
  }

  private static String normal(String text) {
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return VARIABLE.matcher(bounded).replaceAll("#").replaceAll("\\s+", " ").strip();
  }

  /** Returns the paths of files that a text names as frames of a stack trace do. */
  static List<String> files(String text) {
    TreeSet<String> paths = new TreeSet<>();
    Matcher file = FILE.matcher(text);
    while (file.find()) {
      paths.add(file.group(1));
    }
    Matcher type = JAVA.matcher(text);
    while (type.find()) {
      paths.add(type.group(1).replace('.', '/'));
    }
    return List.copyOf(paths);
  }

  /** Whether a path of an image is a file that a stack trace names. */
  static boolean names(List<String> files, String path) {
    return files.stream().anyMatch(file -> isFile(file, path));
  }

  private static boolean isFile(String file, String path) {
    if (file.startsWith("/")) {
      return path.equals(file);
    }
    return path.endsWith("/" + file + ".class")
        || path.endsWith("/" + file + ".java")
        || path.endsWith("/" + file + ".kt");
  }

  /** Whether a stack trace leads through a package, by the folders that its files stand in. */
  static boolean leadsThrough(List<String> files, String packageName) {
    String name = packageName.toLowerCase(Locale.ROOT);
    String folder = "/" + name.substring(name.indexOf(':') + 1) + "/";
    String module = folder.replace('-', '_');
    return files.stream()
        .map(file -> file.toLowerCase(Locale.ROOT))
        .anyMatch(file -> file.contains(folder) || file.contains(module));
  }
}
