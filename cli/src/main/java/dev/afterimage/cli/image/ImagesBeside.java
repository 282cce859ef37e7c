// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.image;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks into the images beside a case, for what its examinations lack. */
public final class ImagesBeside {
  private final Map<String, String> named;
  private final String version;
  private final Consumer<String> warnings;

  /**
   * Makes one.
   *
   * @param named images that the user names, by digest or function
   * @param version the tool's
   * @param warnings takes what could not be read, one sentence each
   */
  public ImagesBeside(Map<String, String> named, String version, Consumer<String> warnings) {
    this.named = Map.copyOf(named);
    this.version = requireNonNull(version, "version is null");
    this.warnings = requireNonNull(warnings, "warnings is null");
  }

  /**
   * Returns the files that tell more than the case does; read with it, they are evidence.
   *
   * @throws IOException where the user's cache cannot be used
   */
  public List<Path> files(CaseFile file, List<CaseFile.Examination> examinations)
      throws IOException {
    return files(file, examinations, (function, image) -> Optional.empty());
  }

  /**
   * Returns these files where there is a further way to the images. What lies beside the case comes
   * first: it costs nothing.
   */
  public List<Path> files(
      CaseFile file, List<CaseFile.Examination> examinations, ImageOpener further)
      throws IOException {
    List<Path> all = new ArrayList<>();
    ImageAccess access = ImageAccess.of(System.getenv());
    for (CaseFile.Examination examination : examinations) {
      var registry = examination.situation().provenance().history().registry();
      try (CaseImages opener = CaseImages.find(access, registry, named, file.paths())) {
        ImageContents contents = new ImageContents(access, opener.or(further), version);
        contents.files(examination).stream().filter(f -> !all.contains(f)).forEach(all::add);
        contents.warnings().forEach(warnings);
      }
    }
    return all;
  }
}
