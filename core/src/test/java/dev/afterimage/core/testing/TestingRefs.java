// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Follows refs into the bytes of files, by the words of the contract alone. */
public final class TestingRefs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestingRefs() {}

  /** Returns the value that a ref leads to; fails where it leads nowhere. */
  public static JsonNode resolve(Map<String, byte[]> files, Ref ref) {
    byte[] bytes = plain(files.getOrDefault(ref.file().path(), new byte[0]));
    JsonNode value =
        ref.location() instanceof Location.Pointer pointer
            ? follow(bytes, pointer.value())
            : parse(slice(bytes, (Location.Bytes) ref.location()));
    if (ref.inner().isPresent()) {
      value = parse(value.textValue().getBytes(StandardCharsets.UTF_8)).at(ref.inner().get());
    }
    if (value.isMissingNode()) {
      throw new AssertionError(ref + " leads nowhere");
    }
    return value;
  }

  /** Returns the text of the span of bytes that a ref names. */
  public static String text(Map<String, byte[]> files, Ref ref) {
    byte[] bytes = plain(files.getOrDefault(ref.file().path(), new byte[0]));
    return new String(slice(bytes, (Location.Bytes) ref.location()), StandardCharsets.UTF_8);
  }

  private static byte[] slice(byte[] bytes, Location.Bytes span) {
    return Arrays.copyOfRange(bytes, (int) span.from(), (int) span.to());
  }

  private static JsonNode follow(byte[] bytes, String pointer) {
    try {
      return JSON.reader()
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(bytes)
          .at(pointer);
    } catch (IOException notOneValue) {
      String[] parts = pointer.substring(1).split("/", 2);
      String line =
          new String(bytes, StandardCharsets.UTF_8).split("\n", -1)[Integer.parseInt(parts[0])];
      JsonNode value = parse(line.getBytes(StandardCharsets.UTF_8));
      return parts.length == 1 ? value : value.at("/" + parts[1]);
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] plain(byte[] bytes) {
    boolean gzip = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (!gzip) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
