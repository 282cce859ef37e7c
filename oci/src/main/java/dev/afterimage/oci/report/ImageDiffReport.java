// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import dev.afterimage.oci.diff.ImageDiff;

/** Renders an image comparison; the same comparison gives the same bytes. */
public final class ImageDiffReport {
  private ImageDiffReport() {}

  /** Returns the comparison as terminal text without colours. */
  public static String text(ImageDiff diff) {
    return new TextRenderer(diff).render();
  }

  /** Returns the comparison as Markdown. */
  public static String markdown(ImageDiff diff) {
    return new MarkdownRenderer(diff).render();
  }

  /** Returns the comparison as one JSON object, {@code afterimage/image-diff/1}. */
  public static String json(ImageDiff diff) {
    return JsonRenderer.render(diff);
  }

  /** Returns the comparison as one HTML page that loads nothing and runs nothing. */
  public static String html(ImageDiff diff) {
    return new HtmlRenderer(diff).render();
  }
}
