// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import dev.afterimage.oci.layer.SourceNames;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows how the texts of changed source files differ, the image's own code first. */
final class TextDiffer {
  private static final int MOST_DIFFS = 200;
  private static final int MOST_LINES = 400;
  private static final int MOST_INPUT_LINES = 8000;

  /** Below, any two texts are compared in no time. */
  private static final int LARGE_INPUT_LINES = 2000;

  /** How many lines of a large text may differ; more than are shown of it. */
  private static final int MOST_DIFFERENCES = 1000;

  private static final int CONTEXT = 3;

  private TextDiffer() {}

  static List<TextDiff> compare(ImageTree a, ImageTree b, List<FileDiffer.Found> files)
      throws IOException {
    List<FileDiffer.Found> changed =
        files.stream()
            .filter(TextDiffer::isChangedSource)
            .sorted(
                Comparator.comparing((FileDiffer.Found f) -> rank(f.change()))
                    .thenComparing(f -> f.change().path()))
            .toList();
    List<TextDiff> diffs = new ArrayList<>();
    for (FileDiffer.Found file : changed) {
      Optional<byte[]> left = content(a, file.a());
      Optional<byte[]> right = content(b, file.b());
      if (left.isPresent() && right.isPresent() && diffs.size() < MOST_DIFFS) {
        diff(file.change().path(), left.get(), right.get()).ifPresent(diffs::add);
      }
    }
    return diffs;
  }

  private static boolean isChangedSource(FileDiffer.Found file) {
    return file.change().aspects().contains(Aspect.CONTENT)
        && file.a().isPresent()
        && file.b().isPresent()
        && SourceNames.isSource(file.change().path());
  }

  /** The image's own code first, then what no package owns, then patched packages. */
  private static int rank(FileChange change) {
    if (change.origin().ownerChanged()) {
      return 3;
    }
    boolean own = change.origin().owner().isEmpty();
    return (own ? 0 : 1) + (SourceNames.isCode(change.path()) ? 0 : 1);
  }

  private static Optional<byte[]> content(ImageTree tree, Optional<Node> file) throws IOException {
    return file.isPresent() ? tree.content(file.get()) : Optional.empty();
  }

  static Optional<TextDiff> diff(String path, byte[] left, byte[] right) {
    List<String> a = lines(left);
    List<String> b = lines(right);
    int head = 0;
    int shorter = Math.min(a.size(), b.size());
    while (head < shorter && a.get(head).equals(b.get(head))) {
      head++;
    }
    if (Math.max(a.size(), b.size()) - head > MOST_INPUT_LINES) {
      return Optional.empty();
    }
    boolean large = Math.max(a.size(), b.size()) - head > LARGE_INPUT_LINES;
    Optional<Patch<String>> patch =
        large ? patch(a, b) : Optional.of(DiffUtils.diff(a, b, new MyersDiffWithLinearSpace<>()));
    return patch.flatMap(
        p -> shown(path, UnifiedDiffUtils.generateUnifiedDiff("a", "b", a, p, CONTEXT)));
  }

  /** None where the two have too little in common: the effort grows with what differs. */
  private static Optional<Patch<String>> patch(List<String> a, List<String> b) {
    try {
      return Optional.of(DiffUtils.diff(a, b, new MyersDiff<>(), new Effort()));
    } catch (TooDifferentException e) {
      return Optional.empty();
    }
  }

  /** Stops the search for a difference when it has become a long one. */
  private static final class Effort implements DiffAlgorithmListener {
    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int differences, int most) {
      if (differences > MOST_DIFFERENCES) {
        throw new TooDifferentException();
      }
    }

    @Override
    public void diffEnd() {}
  }

  /** More lines differ than are looked for. */
  private static final class TooDifferentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDifferentException() {
      super("more than " + MOST_DIFFERENCES + " lines differ", null, false, false);
    }
  }

  private static Optional<TextDiff> shown(String path, List<String> lines) {
    List<String> unified = lines.stream().skip(2).map(Secrets::line).toList();
    unified = removalsFirst(unified);
    List<String> shown = unified.subList(0, Math.min(unified.size(), MOST_LINES));
    return unified.isEmpty()
        ? Optional.empty()
        : Optional.of(new TextDiff(path, shown, unified.size() - shown.size()));
  }

  /** What is removed stands before what is added in its place, as everybody reads it. */
  private static List<String> removalsFirst(List<String> unified) {
    List<String> ordered = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (String line : unified) {
      if (line.startsWith("+")) {
        added.add(line);
      } else {
        if (!line.startsWith("-")) {
          ordered.addAll(added);
          added.clear();
        }
        ordered.add(line);
      }
    }
    ordered.addAll(added);
    return ordered;
  }

  private static List<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}
