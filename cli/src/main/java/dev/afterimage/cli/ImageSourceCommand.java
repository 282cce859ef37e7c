// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.image.ImageAccess;
import dev.afterimage.oci.source.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage image source}: the line of an image that raised an error. */
@Command(
    name = "source",
    description = {
      "Prints the line of an image that raised an error, with what its module takes at import,",
      "as JSON that a case can hold as evidence.",
      "",
      "An image is a folder with an OCI layout, an archive of docker save, the .zip of a",
      "function, or a name in a registry.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ImageSourceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "IMAGE", description = "The image or the package.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private ErrorOption error = new ErrorOption();

  @Mixin private PlatformOption platform = new PlatformOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the answer there; - is standard output.")
  private String output = "-";

  /** The error, in one of two ways. */
  static final class ErrorOption {
    @Option(
        names = "--error",
        paramLabel = "TEXT",
        description = "The error: a stack trace in any form, or only a message.")
    private @Nullable String text;

    @Option(
        names = "--error-file",
        paramLabel = "FILE",
        description = "A file that holds the error; - is standard input.")
    private @Nullable Path file;

    String text() throws CommandException {
      if (text != null) {
        return text;
      }
      Path path = file == null ? Path.of("-") : file;
      try {
        return path.toString().equals("-")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(path, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new CommandException(
            ExitStatus.NO_EVIDENCE, "cannot read the error in " + path + ": " + e);
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    String searched = error.text();
    if (searched.isBlank()) {
      throw new CommandException(ExitStatus.USAGE, "the error is empty; give its text");
    }
    ImageAccess access = ImageAccess.of(System.getenv());
    try (ImageSource source = access.open(name)) {
      String answer = access.source(source.image(platform.wanted()), searched);
      new ReportFiles(output, spec.commandLine()).write(answer);
    }
    return ExitStatus.OK;
  }
}
