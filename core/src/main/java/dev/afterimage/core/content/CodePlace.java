// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A line of a source file of an image.
 *
 * @param path path in the image
 * @param line counted from 1
 * @param excerpt the lines around it, with it
 * @param origin where in the image the file comes from
 */
public record CodePlace(String path, int line, List<ExcerptLine> excerpt, Origin origin) {
  /** Where Lambda keeps the code of a function: a path below it is told without it. */
  private static final String TASK_ROOT = "/var/task/";

  /** One line of an excerpt, by its number. */
  public record ExcerptLine(int line, String text) {
    public ExcerptLine {
      requireNonNull(text, "text is null");
    }
  }

  /**
   * What made a file.
   *
   * @param layer the layer that holds it, counted from 0
   * @param createdBy the line of the Dockerfile that made the layer
   */
  public record Origin(Optional<Integer> layer, Optional<String> createdBy) {
    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());

    public Origin {
      requireNonNull(layer, "layer is null");
      requireNonNull(createdBy, "createdBy is null");
    }
  }

  public CodePlace {
    requireNonNull(path, "path is null");
    excerpt = List.copyOf(excerpt);
    requireNonNull(origin, "origin is null");
  }

  /** Returns the path, below the folder of the function's code, and the line: main.py:12. */
  public String text() {
    return name(path) + ":" + line;
  }

  /** Returns a path as an engineer knows it: below the folder of the function's code. */
  static String name(String path) {
    return path.startsWith(TASK_ROOT) ? path.substring(TASK_ROOT.length()) : path;
  }
}
