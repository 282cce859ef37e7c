// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.line.SourceTree.SourceFile;
import dev.afterimage.oci.squash.ImageTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the line that raised an error, in the sources of the image that ran. */
public final class SourceLines {
  private static final int MOST_CHARS = 8000;
  private static final Pattern RAISES =
      Pattern.compile("\\b(raise|throw|throws|Error|Exception|reject|fail)\\b");

  private final SourceTree tree;

  /** Makes a finder over an image or a zip package. */
  public SourceLines(ImageTree tree) {
    this.tree = new SourceTree(requireNonNull(tree, "tree is null"));
  }

  /**
   * Finds the line.
   *
   * @param error what was logged or returned: a stack trace in any form, or only a message
   * @return none where no source of the image fits
   */
  public Optional<RaisingLine> find(String error) throws IOException {
    Optional<RaisingLine> traced = byTrace(StackTraces.frames(error));
    return traced.isPresent() ? traced : byText(error);
  }

  private record At(SourceFile file, Frame frame) {}

  private Optional<RaisingLine> byTrace(List<Frame> frames) throws IOException {
    Optional<At> innermost = Optional.empty();
    Optional<At> own = Optional.empty();
    for (Frame frame : frames) {
      Optional<SourceFile> file = file(frame);
      if (file.isPresent()) {
        if (frame.line() > file.get().text().lines().count()) {
          // The trace was not made by this code: another image, or a source that was transformed.
          return Optional.empty();
        }
        At at = new At(file.get(), frame);
        innermost = innermost.isPresent() ? innermost : Optional.of(at);
        boolean foreign = SourceTree.isForeign(file.get().path());
        own = own.isPresent() || foreign ? own : Optional.of(at);
      }
    }
    Optional<At> shown = own.isPresent() ? own : innermost;
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    At at = shown.get();
    Optional<SourcePlace> raisedIn =
        innermost
            .filter(inner -> !inner.equals(at))
            .map(inner -> tree.place(inner.file(), inner.frame().line()));
    return Optional.of(found(RaisingLine.How.TRACE, at.file(), at.frame().line(), raisedIn));
  }

  private Optional<SourceFile> file(Frame frame) throws IOException {
    if (frame.file().startsWith("/")) {
      return tree.find(frame.file());
    }
    List<SourceFile> matches =
        tree.own().stream().filter(f -> ("/" + f.path()).endsWith("/" + frame.file())).toList();
    return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
  }

  private RaisingLine found(
      RaisingLine.How how, SourceFile file, int line, Optional<SourcePlace> raisedIn)
      throws IOException {
    List<String> scope = List.of();
    for (CodeLine code : file.scan()) {
      if (code.number() <= line) {
        scope = code.scope();
      }
    }
    return new RaisingLine(
        how,
        tree.place(file, line),
        String.join(".", scope),
        raisedIn,
        new StateFinder(tree).find(file, line));
  }

  private record Candidate(SourceFile file, int line, int score, boolean raises) {}

  private Optional<RaisingLine> byText(String error) throws IOException {
    String text = error.length() > MOST_CHARS ? error.substring(0, MOST_CHARS) : error;
    List<Candidate> candidates = new ArrayList<>();
    for (SourceFile file : tree.own()) {
      List<String> lines = file.text().lines().toList();
      for (Literals.Fit fit : Literals.fits(file.text(), text)) {
        int before = Math.max(fit.line() - 3, 0);
        String around =
            String.join("\n", lines.subList(before, Math.min(fit.line(), lines.size())));
        candidates.add(new Candidate(file, fit.line(), fit.score(), RAISES.matcher(around).find()));
      }
    }
    candidates.sort(
        Comparator.comparing((Candidate c) -> !c.raises()).thenComparing(c -> -c.score()));
    if (candidates.isEmpty() || isTied(candidates)) {
      return Optional.empty();
    }
    Candidate best = candidates.get(0);
    return Optional.of(found(RaisingLine.How.TEXT, best.file(), best.line(), Optional.empty()));
  }

  /** Two lines that fit as well prove nothing of either. */
  private static boolean isTied(List<Candidate> candidates) {
    return candidates.size() > 1
        && candidates.get(0).raises() == candidates.get(1).raises()
        && candidates.get(0).score() == candidates.get(1).score();
  }
}
