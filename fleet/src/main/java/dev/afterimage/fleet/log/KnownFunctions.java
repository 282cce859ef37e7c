// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.invocation.StreamId;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The functions that answers have told of: where the lines of a file do not name their log group, a
 * folder or the file named as one of them does.
 */
public final class KnownFunctions implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Why a line is rejected that {@link #tells} nothing. */
  public static final String NOBODYS =
      "nothing tells whose line it is; name its log group, or its folder by the function";

  private static final String PARTITION = "function=";

  private final TreeSet<String> names = new TreeSet<>();

  /** Adds the function of a folder of the stored table, as {@code function=NAME}. */
  public void addPartition(String folder) {
    if (folder.startsWith(PARTITION)) {
      String name = folder.substring(PARTITION.length()).replace("+", "%2B");
      names.add(URLDecoder.decode(name, StandardCharsets.UTF_8));
    }
  }

  /** Adds the function of a row, where it is one of images in force. */
  public void add(TableRow row) {
    if (row.table().equals(Schema.IMAGES_IN_FORCE)) {
      names.add(String.valueOf(row.values()[0]));
    }
  }

  /** Returns the log group of the function that a path names, the innermost folder first. */
  public Optional<String> group(String path) {
    String[] parts = path.replace('\\', '/').split("/", -1);
    for (int i = parts.length - 1; i >= 0; i--) {
      String plain = i == parts.length - 1 ? parts[i].split("\\.", 2)[0] : parts[i];
      if (names.contains(plain)) {
        return Optional.of("/aws/lambda/" + plain);
      }
    }
    return Optional.empty();
  }

  /** Whether a line tells whose it is: some streams hold the name of their function. */
  public static boolean tells(LogEvent line) {
    return line.group().isPresent()
        || line.stream()
            .flatMap(stream -> new StreamId(line.group(), stream).function())
            .isPresent();
  }
}
