// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reply.
 *
 * @param status the HTTP status
 * @param headers header values by name
 * @param body the body; of the answer to HEAD only its length is sent
 */
public record HttpReply(int status, Map<String, String> headers, Body body) {
  private static final String CONTENT_TYPE = "Content-Type";

  public HttpReply {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    requireNonNull(body, "body is null");
  }

  /** A reply with bytes of a type. */
  public static HttpReply of(int status, String type, Body body) {
    return new HttpReply(status, Map.of(CONTENT_TYPE, type), body);
  }

  /** A reply with text of a type, in UTF-8. */
  public static HttpReply of(int status, String type, String body) {
    return of(status, type, Body.of(body));
  }

  /** Returns the same reply with one more header. */
  public HttpReply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, body);
  }
}
