// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images that a function ran, as lines of Markdown. */
final class MarkdownImages {
  private final Diagnosis diagnosis;
  private final Story story;

  MarkdownImages(Diagnosis diagnosis, Story story) {
    this.diagnosis = diagnosis;
    this.story = story;
  }

  /** Returns the table of a function's images, what it comes to, and what is still open. */
  List<String> of(FunctionImages images) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| Execution | Image URI | Image Digest | Image Pushed At | Image Tags | Version | Grade |");
    lines.add(
        "|-----------|-----------|--------------|-----------------|------------|---------|-------|");
    diagnosis.subject().a().ifPresent(a -> lines.addAll(rows(a.run(), images.a())));
    lines.addAll(rows(diagnosis.subject().b().run(), images.b()));
    lines.add("");
    String because = Story.isOfOneRun(images) ? "" : " - " + Safe.markdown(images.proof().text());
    lines.add("**Result**: " + result(images) + because);
    diagnosis
        .judged()
        .content()
        .of(images.function())
        .map(MarkdownContent::difference)
        .ifPresent(lines::addAll);
    List<OpenImages.OpenImage> open = OpenImages.of(diagnosis.provenance().history(), images);
    if (!open.isEmpty()) {
      lines.add("");
      open.forEach(image -> lines.addAll(open(image)));
    }
    return lines;
  }

  /** What the proof of an image rests on where it is not final, and what would prove more. */
  private static List<String> open(OpenImages.OpenImage open) {
    List<String> lines = new ArrayList<>();
    ImageInForce.Proof proof = open.image().proof();
    String where =
        proof.evidence().isEmpty() ? "" : " (" + MarkdownReport.refs(proof.evidence()) + ")";
    lines.add(
        "- **"
            + open.side()
            + "** "
            + Safe.code(open.image().version())
            + ": "
            + Names.of(proof.grade())
            + ", "
            + Safe.markdown(proof.because())
            + where);
    open.open()
        .alternatives()
        .forEach(digest -> lines.add("- it may have been " + Safe.code(digest) + " instead"));
    open.open()
        .calls()
        .forEach(
            call ->
                lines.add(
                    "- would prove more: "
                        + Safe.markdown(call.text())
                        + ": "
                        + Safe.code(OpenImages.command(call))));
    return lines;
  }

  private List<String> rows(Run run, List<ImageInForce> images) {
    List<String> rows = new ArrayList<>();
    for (ImageInForce image : images) {
      rows.add(
          "| **"
              + MarkdownReport.kind(run.status())
              + "** | "
              + cell(image.description().uri())
              + " | "
              + cell(image.digest())
              + " | "
              + image.description().pushedAt().map(story::moment).orElse("not known")
              + " | "
              + tags(image)
              + " | "
              + Safe.code(image.version())
              + " | "
              + Names.of(image.proof().grade())
              + " |");
    }
    return rows;
  }

  private static String cell(Optional<String> value) {
    return value.map(Safe::code).orElse("not known");
  }

  private static String tags(ImageInForce image) {
    List<String> tags = image.description().tags().stream().map(Safe::code).toList();
    return tags.isEmpty() ? "none" : String.join(", ", tags);
  }

  private static String result(FunctionImages images) {
    return switch (images.verdict()) {
      case SAME -> "✅ **SAME IMAGE**";
      case DIFFERENT -> "❌ **DIFFERENT IMAGES**";
      case MIXED -> "❌ **TWO IMAGES IN ONE RUN**";
      case ONLY_A -> "called by the baseline only";
      case ONLY_B -> "called by this run only";
      default -> "❔ **NOT KNOWN**";
    };
  }
}
