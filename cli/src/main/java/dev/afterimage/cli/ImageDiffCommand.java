// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.image.ImageAccess;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.report.ImageDiffReport;
import dev.afterimage.oci.source.ImageSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage image diff}: what differs inside two images. */
@Command(
    name = "diff",
    description = {
      "Tells what differs inside two images: settings, packages, files and text, each with the",
      "layer and the line of the Dockerfile that it comes from. Nothing is unpacked.",
      "",
      "An image is a folder with an OCI layout, an archive of docker save, the .zip of a",
      "function, or a name in a registry.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ImageDiffCommand implements Callable<Integer> {
  /** The formats of a comparison. */
  enum Format {
    text,
    markdown,
    json,
    html
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "IMAGE-A", description = "The first image.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "IMAGE-B", description = "The second image.")
  private String second = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the answer there; - is standard output.")
  private String output = "-";

  @Option(names = "--exit-code", description = "Exit with 1 where the images differ.")
  private boolean exitCode;

  @Option(names = "--open", description = "Show the HTML page in the browser.")
  private boolean open;

  @Mixin private PlatformOption platform = new PlatformOption();

  @Override
  public Integer call() throws Exception {
    if (open && format != Format.html) {
      throw new CommandException(
          ExitStatus.USAGE, "--open shows the HTML page; give --format html");
    }
    ImageAccess access = ImageAccess.of(System.getenv());
    try (ImageSource a = access.open(first);
        ImageSource b = access.open(second)) {
      ImageDiff diff =
          access.comparer().compare(a.image(platform.wanted()), b.image(platform.wanted()));
      ReportFiles files = new ReportFiles(output, spec.commandLine());
      if (open) {
        files.open(rendered(diff));
      } else {
        files.write(rendered(diff));
      }
      return exitCode && diff.differs() ? ExitStatus.DIFFERENT : ExitStatus.OK;
    }
  }

  private String rendered(ImageDiff diff) {
    return switch (format) {
      case text -> ImageDiffReport.text(diff);
      case markdown -> ImageDiffReport.markdown(diff);
      case json -> ImageDiffReport.json(diff);
      case html -> ImageDiffReport.html(diff);
    };
  }
}
