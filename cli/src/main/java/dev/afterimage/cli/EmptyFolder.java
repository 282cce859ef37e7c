// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that a command may fill: it is not there yet, or holds nothing. */
final class EmptyFolder {
  private EmptyFolder() {}

  /** Refuses a path at which there is a file, or a folder that holds something. */
  static void require(Path path) throws CommandException {
    if (Files.exists(path) && !isEmpty(path)) {
      throw new CommandException(
          ExitStatus.USAGE, path + " is not empty; name a folder that is new or empty with -o");
    }
  }

  private static boolean isEmpty(Path path) throws CommandException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.OTHER, "cannot read the folder " + path + ": " + e);
    }
  }
}
