// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import dev.afterimage.oci.diff.ConfigChange;
import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.LayerRow;
import dev.afterimage.oci.diff.PackageChange;
import dev.afterimage.oci.diff.TextDiff;
import dev.afterimage.oci.tar.RawText;
import java.util.List;

/** The comparison as Markdown, everything that comes from the images escaped. */
final class MarkdownRenderer {
  private static final int MOST_FILES = 500;

  private final ImageDiff diff;
  private final Phrases phrases;
  private final StringBuilder out = new StringBuilder();

  MarkdownRenderer(ImageDiff diff) {
    this.diff = diff;
    this.phrases = new Phrases(diff);
  }

  String render() {
    line("# Image comparison");
    line("");
    line("**" + Plain.markdown(diff.verdict().text()) + "**");
    line("");
    line("- A: " + Plain.code(Phrases.image(diff.images().a())));
    line("- B: " + Plain.code(Phrases.image(diff.images().b())));
    config(diff.config());
    packages(diff.content().packages());
    files(phrases.ownFiles());
    diff.content().texts().forEach(this::text);
    layers(diff.structure().layers());
    remarks();
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void table(String title, String header) {
    line("");
    line("## " + title);
    line("");
    line(header);
    line("|---".repeat((int) header.chars().filter(c -> c == '|').count() - 1) + "|");
  }

  private void config(List<ConfigChange> changes) {
    if (!changes.isEmpty()) {
      table("Configuration", "| setting | A | B |");
    }
    for (ConfigChange change : changes) {
      String setting = Plain.markdown(Phrases.setting(change));
      String a = Plain.code(Phrases.value(change.a()));
      line("| " + setting + " | " + a + " | " + Plain.code(Phrases.value(change.b())) + " |");
    }
  }

  private void packages(List<PackageChange> changes) {
    if (!changes.isEmpty()) {
      table("Packages", "| package | A | B | where |");
    }
    for (PackageChange change : changes) {
      line(
          "| "
              + Plain.markdown(change.ecosystem().label() + " " + change.name())
              + " | "
              + Plain.markdown(change.a().orElse("—"))
              + " | "
              + Plain.markdown(change.b().orElse("—"))
              + " | "
              + Plain.code(change.location())
              + " |");
    }
  }

  private void files(List<FileChange> files) {
    if (!files.isEmpty()) {
      table("Files", "| | path | difference | from |");
    }
    for (FileChange file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
      line(
          "| "
              + Phrases.sign(file.relation())
              + " | "
              + Plain.code(Phrases.path(file))
              + " | "
              + Plain.markdown(Phrases.aspects(file))
              + " | "
              + Plain.markdown(phrases.origin(file))
              + " |");
    }
    line("");
    if (files.size() > MOST_FILES) {
      line("- … and " + (files.size() - MOST_FILES) + " more");
    }
    phrases
        .ofChangedPackages()
        .forEach((name, count) -> line("- " + count + " more in " + Plain.markdown(name)));
    phrases.times().ifPresent(text -> line("- " + text));
  }

  /** A fence longer than any run of backticks in the text cannot be closed by it. */
  private void text(TextDiff text) {
    String fence = "`".repeat(4);
    while (String.join("\n", text.lines()).contains(fence)) {
      fence += "`";
    }
    line("");
    line("### " + Plain.code(RawText.display(text.path())));
    line("");
    line(fence + "diff");
    text.lines().forEach(l -> line(Plain.line(l)));
    line(fence);
    if (text.cut() > 0) {
      line("… " + text.cut() + " more lines");
    }
  }

  private void layers(List<LayerRow> rows) {
    table("Layers", "| | layer |");
    rows.forEach(
        row ->
            line(
                "| "
                    + Phrases.sign(row.relation())
                    + " | "
                    + Plain.markdown(Phrases.layer(row))
                    + " |"));
  }

  private void remarks() {
    if (!diff.remarks().findings().isEmpty()) {
      line("");
      line("## Worth a look");
      line("");
    }
    diff.remarks()
        .findings()
        .forEach(f -> line("- " + Plain.markdown(f.image() + ": " + f.text())));
    if (!diff.remarks().gaps().isEmpty()) {
      line("");
      line("## Not compared");
      line("");
    }
    diff.remarks()
        .gaps()
        .forEach(g -> line("- " + Plain.markdown(g.what() + ": " + g.why() + "; " + g.effect())));
  }
}
