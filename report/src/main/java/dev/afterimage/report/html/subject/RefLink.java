// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.subject;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/**
 * A link to a place in the evidence.
 *
 * @param number its number in the page's table of places
 * @param file the file's path
 * @param place the JSON Pointer in it
 */
public record RefLink(int number, String file, String place) {
  /** Numbers the place of a ref. */
  static RefLink of(Ref ref, RefTable refs) {
    return new RefLink(refs.number(ref), ref.file().path(), RefTable.place(ref));
  }

  static List<RefLink> of(List<Ref> evidence, RefTable refs) {
    return evidence.stream().map(ref -> of(ref, refs)).toList();
  }

  /** Returns the end of the file's path, which is what tells most. */
  public String name() {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
