// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import static java.util.Objects.requireNonNull;

/**
 * The record that a ref leads to, as it stands in its file.
 *
 * @param pointer where the record begins; a prefix of the ref's own pointer
 * @param text its JSON; plain text where the file does not parse
 * @param json whether the text is JSON
 */
public record Excerpt(String pointer, String text, boolean json) {
  public Excerpt {
    requireNonNull(pointer, "pointer is null");
    requireNonNull(text, "text is null");
  }
}
