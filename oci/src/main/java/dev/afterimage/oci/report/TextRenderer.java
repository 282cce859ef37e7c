// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.diff.ConfigChange;
import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.Finding;
import dev.afterimage.oci.diff.HistoryRow;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.LayerRow;
import dev.afterimage.oci.diff.PackageChange;
import dev.afterimage.oci.diff.Relation;
import dev.afterimage.oci.diff.TextDiff;
import dev.afterimage.oci.tar.RawText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison for a terminal: verdict first, then what could matter most. */
final class TextRenderer {
  private static final int MOST_FILES = 200;

  private final ImageDiff diff;
  private final Phrases phrases;
  private final StringBuilder out = new StringBuilder();

  TextRenderer(ImageDiff diff) {
    this.diff = diff;
    this.phrases = new Phrases(diff);
  }

  String render() {
    line(diff.verdict().text());
    line("");
    line("  A  " + Phrases.image(diff.images().a()));
    line("  B  " + Phrases.image(diff.images().b()));
    config(diff.config());
    packages(diff.content().packages());
    files(phrases.ownFiles());
    texts(diff.content().texts());
    layers(diff.structure().layers());
    history(diff.structure().history());
    findings(diff.remarks().findings());
    gaps(diff.remarks().gaps());
    return out.toString();
  }

  private void line(String text) {
    out.append(Plain.line(text)).append('\n');
  }

  private void section(String title) {
    line("");
    line(title);
  }

  private void config(List<ConfigChange> changes) {
    if (!changes.isEmpty()) {
      section("Configuration");
    }
    for (ConfigChange change : changes) {
      line(
          "  "
              + Phrases.setting(change)
              + ": "
              + Phrases.value(change.a())
              + " → "
              + Phrases.value(change.b()));
    }
  }

  private void packages(List<PackageChange> changes) {
    if (!changes.isEmpty()) {
      section("Packages");
    }
    changes.forEach(c -> line("  " + Phrases.sign(c.relation()) + " " + Phrases.pack(c)));
  }

  private void files(List<FileChange> files) {
    Map<String, Integer> folded = phrases.ofChangedPackages();
    if (!files.isEmpty() || !folded.isEmpty() || phrases.times().isPresent()) {
      section("Files");
    }
    files.stream().limit(MOST_FILES).forEach(this::file);
    if (files.size() > MOST_FILES) {
      line("  … and " + (files.size() - MOST_FILES) + " more; --format json lists them");
    }
    folded.forEach((name, count) -> line("  " + count + " more in " + name));
    phrases.times().ifPresent(text -> line("  " + text));
  }

  private void file(FileChange change) {
    line(
        "  "
            + Phrases.sign(change.relation())
            + " "
            + Phrases.path(change)
            + "  "
            + Phrases.aspects(change));
    line("      " + phrases.origin(change));
  }

  private void texts(List<TextDiff> texts) {
    for (TextDiff text : texts) {
      section("--- A" + RawText.display(text.path()));
      line("+++ B" + RawText.display(text.path()));
      text.lines().forEach(this::line);
      if (text.cut() > 0) {
        line("… " + text.cut() + " more lines");
      }
    }
  }

  private void layers(List<LayerRow> rows) {
    section("Layers");
    rows.forEach(row -> line("  " + Phrases.sign(row.relation()) + " " + Phrases.layer(row)));
  }

  private void history(List<HistoryRow> rows) {
    List<HistoryRow> changed = rows.stream().filter(r -> r.relation() != Relation.SAME).toList();
    if (!changed.isEmpty()) {
      section("History");
    }
    changed.forEach(row -> line("  " + Phrases.sign(row.relation()) + " " + row.line()));
  }

  private void findings(List<Finding> findings) {
    if (!findings.isEmpty()) {
      section("Worth a look");
    }
    findings.forEach(f -> line("  " + f.image().toUpperCase(Locale.ROOT) + ": " + f.text()));
  }

  private void gaps(List<Gap> gaps) {
    if (!gaps.isEmpty()) {
      section("Not compared");
    }
    gaps.forEach(gap -> line("  " + gap.what() + ": " + gap.why() + "; " + gap.effect()));
  }
}
