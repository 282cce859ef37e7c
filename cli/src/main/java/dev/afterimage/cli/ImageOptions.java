// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.image.ImageOpener;
import dev.afterimage.cli.image.ImagesBeside;
import dev.afterimage.core.CaseFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which images are looked into beside a case. */
final class ImageOptions {
  /** How many bytes of layers are read from ECR where nothing else is said: 1 GiB. */
  static final long MAX_IMAGE_BYTES = 1L << 30;

  @Option(
      names = "--image",
      paramLabel = "DIGEST=IMAGE",
      description = {
        "Look into this image: a digest or a function, and a folder, an archive, a .zip or a",
        "name in a registry. Those in the folder of the evidence are found; repeatable."
      })
  private Map<String, String> images = new LinkedHashMap<>();

  @Option(
      names = "--max-image-bytes",
      paramLabel = "BYTES",
      converter = ByteCount.Converter.class,
      description = {
        "Read that many bytes of image layers from ECR at the most; default 1GiB. Only images",
        "are read whose difference or failing code the report shows; kept layers count nothing."
      })
  private ByteCount maxImageBytes = new ByteCount(MAX_IMAGE_BYTES);

  /** Examines the runs that are asked for. */
  @FunctionalInterface
  interface Examiner {
    List<CaseFile.Examination> examine(CaseFile file) throws Exception;
  }

  /** A case, and what was examined of it. */
  record Examined(CaseFile file, List<CaseFile.Examination> examinations) {}

  /**
   * Examines runs; where images tell more, beside the case or in ECR, once more with that as
   * evidence.
   *
   * @param err takes what could not be read
   */
  Examined examine(EvidenceOptions.Opened opened, Examiner examiner, PrintWriter err)
      throws Exception {
    CaseFile file = opened.file();
    List<CaseFile.Examination> first = examiner.examine(file);
    opened.images().ifPresent(images -> images.upTo(maxImageBytes.bytes()));
    List<Path> added = added(opened, first, err);
    List<Path> paths = new ArrayList<>(file.paths());
    if (opened.images().isPresent() && (!added.isEmpty() || opened.images().get().hasGaps())) {
      opened.images().get().keep(added);
    } else if (added.isEmpty()) {
      return new Examined(file, first);
    } else {
      paths.addAll(added);
    }
    CaseFile whole = CaseFile.open(paths);
    return new Examined(whole, examiner.examine(whole));
  }

  private List<Path> added(
      EvidenceOptions.Opened opened, List<CaseFile.Examination> first, PrintWriter err)
      throws CommandException {
    try {
      ImageOpener live =
          (function, image) ->
              opened.images().isEmpty()
                  ? Optional.empty()
                  : opened.images().get().open(function, image);
      return new ImagesBeside(images, Version.text(), text -> err.println("afterimage: " + text))
          .files(opened.file(), first, live);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER,
          "cannot use the cache of images: " + e.getMessage() + "; set XDG_CACHE_HOME");
    }
  }
}
