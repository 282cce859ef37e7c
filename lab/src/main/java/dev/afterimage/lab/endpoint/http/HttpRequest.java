// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, read whole.
 *
 * @param method {@code GET}, {@code POST}, ...
 * @param path the path as it was sent, still percent-encoded
 * @param query the query as it was sent, empty where there is none
 * @param headers header values by name; names are kept in lower case
 * @param body the body
 */
public record HttpRequest(
    String method, String path, String query, Map<String, String> headers, Body body) {
  private static final String FORM = "application/x-www-form-urlencoded";

  public HttpRequest {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(query, "query is null");
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
    requireNonNull(body, "body is null");
  }

  /** Returns a header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns whether the body is a form. */
  public boolean isForm() {
    return header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  /** Returns the body as text. */
  public String text() {
    return body.text();
  }
}
