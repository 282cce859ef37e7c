// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scan of a file whose lines are JSON values: a broken line costs only itself. */
final class LineScan {
  private final List<RootValue> roots = new ArrayList<>();
  private Optional<String> problem = Optional.empty();
  private int whole;
  private int broken;
  private boolean firstIsWhole;

  private LineScan() {}

  /**
   * Reads through a file line by line.
   *
   * @param values what it holds as a sequence of values
   * @return none where it is no file of lines: its first value takes more than its first line, or a
   *     line holds more than one
   */
  static Optional<FileScan> of(EvidenceFile file, FileScan values) {
    LineScan scan = new LineScan();
    try (InputStream in = file.open()) {
      LineReader lines = new LineReader(in);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        scan.line(line.get());
      }
    } catch (IOException e) {
      scan.problem = scan.problem.or(() -> Optional.of(Json.reason(e)));
    }
    boolean starts = scan.firstIsWhole || values.roots().isEmpty();
    boolean better = values.problem().isPresent() || scan.broken == 0;
    return starts && better && scan.whole > 0
        ? Optional.of(new FileScan(scan.roots, scan.reason(), true))
        : Optional.empty();
  }

  private void line(LineReader.Line line) throws IOException {
    List<RootValue> here = new ArrayList<>();
    Optional<String> broke;
    try (JsonParser parser = Json.FACTORY.createParser(line.open())) {
      broke = FileScan.scan(parser, line.number(), here);
    }
    boolean isWhole = broke.isEmpty() && here.size() == 1 && isStructure(here.get(0));
    firstIsWhole |= isWhole && whole + broken == 0;
    if (isWhole) {
      whole++;
      roots.addAll(here);
    } else {
      broken++;
      here.stream().filter(RootValue::cut).forEach(roots::add);
      problem = problem.or(() -> Optional.of("it is no whole JSON at line " + (line.number() + 1)));
    }
  }

  /** A number or a word on a line of text is a JSON value, too, and tells nothing. */
  private static boolean isStructure(RootValue root) {
    return !root.keys().isEmpty() || root.bare();
  }

  private Optional<String> reason() {
    return broken > 1 ? problem.map(text -> text + " and at " + (broken - 1) + " more") : problem;
  }
}
