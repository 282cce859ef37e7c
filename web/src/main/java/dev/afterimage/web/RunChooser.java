// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.compare.BaselineFinder;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.history.Run;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the runs that an address names, in one case or in two. */
final class RunChooser {
  private final CaseFolder folder;

  RunChooser(CaseFolder folder) {
    this.folder = folder;
  }

  /** Runs chosen, and the case that holds them. */
  record Chosen(CaseFile file, CaseFile.Choice choice) {}

  /** Returns two runs to compare; those of two cases are read as one case. */
  Chosen compare(String keyA, String keyB) throws EvidenceException {
    if (keyA.equals(keyB)) {
      throw new BadRequestResponse("A and B are the same run; choose two");
    }
    CaseEntry caseA = entry(keyA);
    CaseEntry caseB = entry(keyB);
    CaseFile file =
        caseA.id().equals(caseB.id())
            ? caseA.open()
            : CaseFile.open(List.of(caseA.path(), caseB.path()));
    return new Chosen(
        file,
        new CaseFile.Choice(
            Optional.of(run(file, keyA)), run(file, keyB), "chosen as the baseline", "chosen"));
  }

  /** Returns one run with the baseline that fits it best. */
  Chosen explain(String key) throws EvidenceException {
    CaseFile file = entry(key).open();
    Run run = run(file, key);
    Optional<BaselineFinder.Choice> baseline = file.baseline(run);
    return new Chosen(
        file,
        new CaseFile.Choice(
            baseline.map(BaselineFinder.Choice::run),
            run,
            baseline.map(BaselineFinder.Choice::because).orElse(""),
            "chosen"));
  }

  /** Returns the same runs, read with more evidence. */
  static Chosen with(Chosen chosen, List<Path> more) throws EvidenceException {
    List<Path> paths = new ArrayList<>(chosen.file().paths());
    paths.addAll(more);
    CaseFile file = CaseFile.open(paths);
    CaseFile.Choice choice = chosen.choice();
    return new Chosen(
        file,
        new CaseFile.Choice(
            choice.a().map(run -> run(file, key(run))),
            run(file, key(choice.b())),
            choice.becauseA(),
            choice.becauseB()));
  }

  private static String key(Run run) {
    return RunEntry.of(run, "").key();
  }

  private CaseEntry entry(String key) {
    String id = key.substring(0, Math.max(0, key.indexOf('.')));
    return folder
        .find(id)
        .orElseThrow(() -> new NotFoundResponse("no such case here; go back to the list"));
  }

  private static Run run(CaseFile file, String key) {
    String wanted = key.substring(key.indexOf('.') + 1);
    return file.runs().all().stream()
        .filter(run -> Digests.brief(RunEntry.identity(run)).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new NotFoundResponse("no such run here; go back to the list"));
  }
}
