// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.image.ImagesBeside;
import dev.afterimage.core.CaseFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which images are looked into beside a case. */
final class ImageOptions {
  @Option(
      names = "--image",
      paramLabel = "DIGEST=IMAGE",
      description = {
        "Look into this image: a digest or a function, and a folder, an archive, a .zip or a",
        "name in a registry. Those in the folder of the evidence are found; repeatable."
      })
  private Map<String, String> images = new LinkedHashMap<>();

  /** Examines the runs that are asked for. */
  @FunctionalInterface
  interface Examiner {
    List<CaseFile.Examination> examine(CaseFile file) throws Exception;
  }

  /** A case, and what was examined of it. */
  record Examined(CaseFile file, List<CaseFile.Examination> examinations) {}

  /**
   * Examines runs; where images beside the case tell more, once more with that as evidence.
   *
   * @param err takes what could not be read
   */
  Examined examine(CaseFile file, Examiner examiner, PrintWriter err) throws Exception {
    List<CaseFile.Examination> first = examiner.examine(file);
    List<Path> added = added(file, first, err);
    if (added.isEmpty()) {
      return new Examined(file, first);
    }
    List<Path> paths = new ArrayList<>(file.paths());
    paths.addAll(added);
    CaseFile whole = CaseFile.open(paths);
    return new Examined(whole, examiner.examine(whole));
  }

  private List<Path> added(CaseFile file, List<CaseFile.Examination> first, PrintWriter err)
      throws CommandException {
    try {
      return new ImagesBeside(images, Version.text(), text -> err.println("afterimage: " + text))
          .files(file, first);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER,
          "cannot use the cache of images: " + e.getMessage() + "; set XDG_CACHE_HOME");
    }
  }
}
