// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.subject;

import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The places that a page cites, each with a number; the first cited come first. */
public final class RefTable {
  private final Map<Ref, Integer> numbers = new LinkedHashMap<>();

  /** Returns the number of a place, from 0. */
  public int number(Ref ref) {
    return numbers.computeIfAbsent(ref, r -> numbers.size());
  }

  /** Returns the places in the order of their numbers. */
  public List<Ref> refs() {
    return new ArrayList<>(numbers.keySet());
  }

  /** Returns a place as people read it: the JSON Pointer, or the span of bytes. */
  public static String place(Ref ref) {
    String inner =
        ref.inner().map(pointer -> " → " + (pointer.isEmpty() ? "/" : pointer)).orElse("");
    if (ref.location() instanceof Location.Bytes bytes) {
      return "bytes " + bytes.from() + " to " + bytes.to();
    }
    String pointer = ((Location.Pointer) ref.location()).value();
    return (pointer.isEmpty() ? "the whole file" : pointer) + inner;
  }
}
