// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the evidence is. */
final class EvidenceOptions {
  @Option(
      names = "--evidence",
      paramLabel = "PATH",
      description = "A folder, a .zip or one file of AWS answers; nothing is called.")
  private @Nullable Path evidence;

  @Option(
      names = "--state-machine",
      paramLabel = "NAME",
      description = "Look only at runs of this state machine.")
  private @Nullable String stateMachine;

  /** Returns the only state machine to look at. */
  Optional<String> stateMachine() {
    return Optional.ofNullable(stateMachine);
  }

  /** Opens the case: what --evidence names, else the files that the runs are named by. */
  CaseFile open(List<String> runs) throws EvidenceException, CommandException {
    List<Path> paths = new ArrayList<>();
    if (evidence != null) {
      paths.add(evidence);
    } else {
      runs.forEach(run -> path(run).filter(path -> !paths.contains(path)).ifPresent(paths::add));
    }
    if (paths.isEmpty()) {
      throw new CommandException(
          ExitStatus.USAGE,
          "no evidence is given; name a folder, a .zip or a file of AWS answers with --evidence");
    }
    return CaseFile.open(paths);
  }

  /** Whether the runs are named by the paths of their files. */
  boolean isByPath(String run) {
    return evidence == null && path(run).isPresent();
  }

  private static Optional<Path> path(String run) {
    try {
      Path path = Path.of(run.replaceFirst("#redrive=\\d+$", ""));
      return Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
