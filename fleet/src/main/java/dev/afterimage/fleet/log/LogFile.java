// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A file of a log export: what it is by its first bytes, and its content without compression. */
public final class LogFile {
  private static final int HEAD = 8192;
  private static final int BUFFER = 1 << 17;

  /** Keys of a line of a log export, which no other AWS answer has at its top. */
  private static final Set<String> LINE_KEYS =
      Set.of("execution_arn", "logEvents", "message", "@message", "messageType");

  private static final Pattern TEXT_LINE =
      Pattern.compile("^\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z? .*", Pattern.DOTALL);

  /** An export to S3 has a folder for each stream, named by it with dashes. */
  private static final Pattern STREAM_FOLDER =
      Pattern.compile("^(\\d{4})-(\\d{2})-(\\d{2})-(.*\\[.+\\].+)$");

  private LogFile() {}

  /** Whether a file holds lines of logs, rather than an answer of AWS. */
  public static boolean isLog(Path file) throws IOException {
    byte[] head;
    try (InputStream in = open(file)) {
      head = in.readNBytes(HEAD);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      // A broken .gz is told by its name: an answer is seldom compressed.
      return file.toString().endsWith(".gz");
    }
    String text = new String(head, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return TEXT_LINE.matcher(end < 0 ? text : text.substring(0, end)).matches() || hasLineKey(head);
  }

  /** Looks at the keys of the first value, as far as the head reaches. */
  private static boolean hasLineKey(byte[] head) {
    try (JsonParser parser = VendedParser.FACTORY.createParser(head)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (LINE_KEYS.contains(parser.currentName())) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      // The head cuts a value off, or it is no JSON: what was seen of it names no line.
      return false;
    }
    return false;
  }

  /** Opens a file; gzip is taken off. */
  public static InputStream open(Path file) throws IOException {
    return decompressed(Files.newInputStream(file));
  }

  /** Takes gzip off a stream, of any number of members. */
  public static InputStream decompressed(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(new MoreMembers(in), BUFFER) : in;
  }

  /** Returns the stream that the folder of an exported file is named by. */
  public static Optional<String> stream(Path file) {
    Path folder = file.getParent();
    if (folder == null || folder.getFileName() == null) {
      return Optional.empty();
    }
    Matcher matcher = STREAM_FOLDER.matcher(folder.getFileName().toString());
    return matcher.matches()
        ? Optional.of(
            matcher.group(1)
                + "/"
                + matcher.group(2)
                + "/"
                + matcher.group(3)
                + "/"
                + matcher.group(4))
        : Optional.empty();
  }

  /** {@link GZIPInputStream} looks for a further member only where {@code available} is not 0. */
  private static final class MoreMembers extends FilterInputStream {
    MoreMembers(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0 ? 0 : Math.max(1, in.available());
    }
  }
}
