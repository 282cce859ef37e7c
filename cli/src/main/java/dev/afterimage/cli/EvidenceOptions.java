// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the evidence is. */
final class EvidenceOptions {
  private static final Pattern SEGMENT = Pattern.compile("#redrive=\\d+$");

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

  @Mixin private LiveOptions live = new LiveOptions();

  /**
   * A case that is open.
   *
   * @param runs the names that the runs have in it, in the order in which they were named
   * @param images the images of a case that was collected just now
   */
  record Opened(CaseFile file, List<String> runs, Optional<LiveImages> images) {
    Opened {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Opens the case: what --evidence names, else the files that the runs are named by, else what AWS
   * knows of them.
   *
   * @param baseline whether a run that is collected alone gets one
   */
  Opened open(List<String> runs, boolean baseline, PrintWriter err)
      throws EvidenceException, CommandException {
    List<Path> paths = new ArrayList<>();
    if (evidence != null) {
      paths.add(evidence);
    } else {
      runs.forEach(run -> path(run).filter(path -> !paths.contains(path)).ifPresent(paths::add));
    }
    if (!paths.isEmpty()) {
      return new Opened(CaseFile.open(paths), runs, Optional.empty());
    }
    if (runs.isEmpty()) {
      throw new CommandException(
          ExitStatus.USAGE,
          "no evidence is given; name a run, or a folder, a .zip or a file of AWS answers with"
              + " --evidence");
    }
    return collected(runs, baseline, err);
  }

  private Opened collected(List<String> runs, boolean baseline, PrintWriter err)
      throws EvidenceException, CommandException {
    Path place = live.place();
    LiveCase named = LiveCase.of(runs, stateMachine(), live.aws(), err);
    List<String> arns = named.collect(live.gather(), place, baseline).named();
    live.aws().notes(err).print("The case is in " + place + "; use it again with --evidence.");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      String arn = arns.get(i);
      Matcher segment = SEGMENT.matcher(runs.get(i));
      names.add(segment.find() ? arn + segment.group() : arn);
    }
    return new Opened(
        CaseFile.open(List.of(place)), names, Optional.of(named.images(live.gather(), place)));
  }

  private static Optional<Path> path(String run) {
    try {
      Path path = Path.of(SEGMENT.matcher(run).replaceFirst(""));
      return Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
