// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.TextDiff;
import dev.afterimage.oci.tar.RawText;
import java.util.List;

/** The comparison as one page: no script, nothing loaded, everything from the images escaped. */
final class HtmlRenderer {
  private static final int MOST_FILES = 2000;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>Image comparison</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; width: 100%; }
      td, th { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
      code, pre { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
      pre { background: #8881; padding: .8rem; overflow: auto; }
      .added { color: #187a33; } .removed { color: #b3261e; } .hunk { color: #6750a4; }
      @media (prefers-color-scheme: dark) { .added { color: #6fdc8c; } .removed { color: #ff8389; } .hunk { color: #be95ff; } }
      </style>
      </head>
      <body>
      """;

  private final ImageDiff diff;
  private final Phrases phrases;
  private final StringBuilder out = new StringBuilder(HEAD);

  HtmlRenderer(ImageDiff diff) {
    this.diff = diff;
    this.phrases = new Phrases(diff);
  }

  String render() {
    line("<h1>" + Plain.html(diff.verdict().text()) + "</h1>");
    table("Images", List.of("", "image"));
    row("A", code(Phrases.image(diff.images().a())));
    row("B", code(Phrases.image(diff.images().b())));
    line("</table>");
    config();
    packages();
    files(phrases.ownFiles());
    diff.content().texts().forEach(this::text);
    layers();
    remarks();
    line("</body>");
    line("</html>");
    return out.toString();
  }

  private void line(String html) {
    out.append(html).append('\n');
  }

  private void table(String title, List<String> columns) {
    line("<h2>" + Plain.html(title) + "</h2>");
    line("<table>");
    StringBuilder head = new StringBuilder("<tr>");
    columns.forEach(column -> head.append("<th>").append(Plain.html(column)).append("</th>"));
    line(head.append("</tr>").toString());
  }

  private void row(String... cells) {
    line("<tr><td>" + String.join("</td><td>", cells) + "</td></tr>");
  }

  private static String code(String text) {
    return "<code>" + Plain.html(text) + "</code>";
  }

  private void config() {
    if (diff.config().isEmpty()) {
      return;
    }
    table("Configuration", List.of("setting", "A", "B"));
    diff.config()
        .forEach(
            c ->
                row(
                    Plain.html(Phrases.setting(c)),
                    code(Phrases.value(c.a())),
                    code(Phrases.value(c.b()))));
    line("</table>");
  }

  private void packages() {
    if (diff.content().packages().isEmpty()) {
      return;
    }
    table("Packages", List.of("package", "A", "B", "where"));
    diff.content()
        .packages()
        .forEach(
            p ->
                row(
                    Plain.html(p.ecosystem().label() + " " + p.name()),
                    Plain.html(p.a().orElse("—")),
                    Plain.html(p.b().orElse("—")),
                    code(p.location())));
    line("</table>");
  }

  private void files(List<FileChange> files) {
    if (!files.isEmpty()) {
      table("Files", List.of("", "path", "difference", "from"));
      files.stream().limit(MOST_FILES).forEach(this::file);
      line("</table>");
    }
    if (files.size() > MOST_FILES) {
      line("<p>… and " + (files.size() - MOST_FILES) + " more</p>");
    }
    phrases
        .ofChangedPackages()
        .forEach((name, count) -> line("<p>" + count + " more in " + Plain.html(name) + "</p>"));
    phrases.times().ifPresent(text -> line("<p>" + Plain.html(text) + "</p>"));
  }

  private void file(FileChange file) {
    row(
        Phrases.sign(file.relation()),
        code(Phrases.path(file)),
        Plain.html(Phrases.aspects(file)),
        Plain.html(phrases.origin(file)));
  }

  private void text(TextDiff text) {
    line("<h2>" + code(RawText.display(text.path())) + "</h2>");
    out.append("<pre>");
    for (String row : text.lines()) {
      line(painted(row));
    }
    line("</pre>");
    if (text.cut() > 0) {
      line("<p>… " + text.cut() + " more lines</p>");
    }
  }

  private static String painted(String row) {
    String style = "";
    if (row.startsWith("+")) {
      style = "added";
    } else if (row.startsWith("-")) {
      style = "removed";
    } else if (row.startsWith("@")) {
      style = "hunk";
    }
    String escaped = Plain.html(row);
    return style.isEmpty() ? escaped : "<span class=\"" + style + "\">" + escaped + "</span>";
  }

  private void layers() {
    table("Layers", List.of("", "layer"));
    diff.structure()
        .layers()
        .forEach(r -> row(Phrases.sign(r.relation()), Plain.html(Phrases.layer(r))));
    line("</table>");
  }

  private void remarks() {
    diff.remarks()
        .findings()
        .forEach(f -> line("<p>" + Plain.html(f.image() + ": " + f.text()) + "</p>"));
    if (!diff.remarks().gaps().isEmpty()) {
      line("<h2>Not compared</h2>");
    }
    diff.remarks()
        .gaps()
        .forEach(
            g -> line("<p>" + Plain.html(g.what() + ": " + g.why() + "; " + g.effect()) + "</p>"));
  }
}
