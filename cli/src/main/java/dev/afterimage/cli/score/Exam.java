// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.compare.BaselineFinder;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunSelector.SelectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Diagnoses labelled cases, whole and with sources of evidence taken away. */
public final class Exam {
  private static final String LABEL = "truth.json";

  private final Set<Source> sources;

  /**
   * One case of an exam.
   *
   * @param evidence the folder or .zip to diagnose
   */
  public record Sitting(String name, Path evidence, Label label) {}

  /** What was answered to a case, by the source that was taken away. */
  public record Marked(Sitting sitting, Map<Source, Answer> answers) {
    public Marked {
      answers = Map.copyOf(answers);
    }
  }

  /** Creates an exam that takes away each of the sources in turn. */
  public Exam(Set<Source> sources) {
    this.sources = Set.copyOf(sources);
  }

  /**
   * Finds the cases below a folder: each {@code truth.json} has the evidence beside it, in a folder
   * or .zip called {@code case}, else in its own folder.
   */
  public static List<Sitting> find(Path folder) throws IOException {
    List<Sitting> sittings = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path file : files.filter(f -> f.endsWith(LABEL)).sorted().toList()) {
        Path home = file.resolveSibling(".").normalize();
        Path inside = home.resolve("case");
        Path zip = home.resolve("case.zip");
        Path evidence = Files.isDirectory(inside) ? inside : Files.exists(zip) ? zip : home;
        sittings.add(new Sitting(String.valueOf(home.getFileName()), evidence, Label.read(file)));
      }
    }
    return sittings;
  }

  /** Diagnoses one case; what cannot be read at all is answered with nothing. */
  public Marked sit(Sitting sitting) {
    Map<Source, Answer> answers = new EnumMap<>(Source.class);
    try {
      Evidence whole = EvidenceReader.read(sitting.evidence());
      Run run = run(CaseFile.of(whole), sitting);
      for (Source source : sources) {
        answers.put(source, answer(source.takenFrom(whole, run), sitting));
      }
    } catch (EvidenceException | SelectionException e) {
      sources.forEach(source -> answers.put(source, Answer.NONE));
    }
    return new Marked(sitting, answers);
  }

  private static Run run(CaseFile file, Sitting sitting) throws SelectionException {
    Optional<String> named = sitting.label().run();
    return named.isEmpty() ? file.toExplain() : file.selector(Optional.empty()).find(named.get());
  }

  private static Answer answer(Evidence evidence, Sitting sitting) {
    CaseFile file = CaseFile.of(evidence);
    try {
      Run run = run(file, sitting);
      Optional<BaselineFinder.Choice> baseline = file.baseline(run);
      Diagnosis diagnosis =
          file.diagnose(
              new CaseFile.Choice(baseline.map(BaselineFinder.Choice::run), run, "", ""),
              List.of());
      return Answer.of(diagnosis);
    } catch (SelectionException e) {
      return Answer.NONE;
    }
  }
}
