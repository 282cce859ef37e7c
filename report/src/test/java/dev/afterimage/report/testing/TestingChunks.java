// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Unpacks the data of a page, as its script does. */
public final class TestingChunks {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CHUNK =
      Pattern.compile(
          "<script type=\"application/octet-stream\" id=\"(?<id>[^\"]+)\">(?<data>[^<]*)</script>");

  private TestingChunks() {}

  /** Returns the JSON of every chunk of a page, by the id of its element. */
  public static Map<String, JsonNode> of(String page) {
    Map<String, JsonNode> chunks = new TreeMap<>();
    Matcher matcher = CHUNK.matcher(page);
    while (matcher.find()) {
      chunks.put(matcher.group("id"), unpack(matcher.group("data")));
    }
    return chunks;
  }

  /** Returns the JSON that a chunk holds. */
  public static JsonNode unpack(String base64) {
    byte[] packed = Base64.getDecoder().decode(base64);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
      return JSON.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a chunk of a page. */
  public static JsonNode of(String page, String id) {
    JsonNode chunk = of(page).get(id);
    if (chunk == null) {
      throw new AssertionError("the page has no chunk " + id);
    }
    return chunk;
  }
}
