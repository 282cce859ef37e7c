// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding: queries, forms and paths. */
public final class Parameters {

  private Parameters() {}

  /**
   * Returns the names and values of a query or form, in its order; the last of equal names wins.
   *
   * @throws IllegalArgumentException where an escape is cut off or no hexadecimal number
   */
  public static Map<String, String> parse(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return Collections.unmodifiableMap(parameters);
  }

  /**
   * Returns the segments of a path, decoded, without the empty one that a slash at the end leaves.
   *
   * @throws IllegalArgumentException where an escape is cut off or no hexadecimal number
   */
  public static List<String> segments(String path) {
    String inner = path.replaceAll("^/|/$", "");
    return inner.isEmpty()
        ? List.of()
        : Arrays.stream(inner.split("/", -1)).map(Parameters::segment).toList();
  }

  /** A plus sign stands for itself in a path. */
  private static String segment(String encoded) {
    return decode(encoded.replace("+", "%2B"));
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
