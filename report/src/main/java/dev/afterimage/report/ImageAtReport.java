// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.OpenProof;
import dev.afterimage.core.provenance.timeline.Chain;
import dev.afterimage.core.provenance.timeline.Chains;
import dev.afterimage.core.provenance.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which image a function ran at a moment, as text, Markdown or JSON. */
public final class ImageAtReport {
  private ImageAtReport() {}

  /** Returns the answer as text for a terminal. */
  public static String text(ImageAt answer, Paint paint) {
    StringBuilder out = new StringBuilder();
    out.append(paint.bold(Safe.line(answer.name()) + " at " + Moments.utc(answer.at())))
        .append('\n');
    for (ImageInForce image : answer.images()) {
      out.append("\n  ").append(Safe.line(image.digest().orElse("unknown")));
      out.append("  ").append(grade(image, paint)).append('\n');
      line(out, "version", image.version());
      image.description().uri().ifPresent(uri -> line(out, "image", uri));
      image.description().pushedAt().ifPresent(at -> line(out, "pushed", Moments.utc(at)));
      line(out, "tags", String.join(", ", image.description().tags()));
      line(out, "because", image.proof().because());
      for (Chain.Link link : links(answer, image)) {
        line(out, Names.of(link.kind()), chained(link));
      }
      openLines(answer, image).forEach(text -> line(out, "open", text));
    }
    List<Timeline.Entry> entries = answer.timeline().entries();
    out.append(entries.isEmpty() ? "" : "\nTimeline\n");
    boolean told = false;
    for (Timeline.Entry entry : entries) {
      told = mark(out, answer.at(), entry, told);
      out.append("  ").append(Moments.utc(entry.at())).append("  ").append(entryText(entry));
      out.append('\n');
    }
    answer.gaps().forEach(gap -> out.append("\nMissing: ").append(gapText(gap)).append('\n'));
    answer.warnings().forEach(text -> out.append("\nNote: ").append(Safe.line(text)).append('\n'));
    return out.toString();
  }

  /** Marks the moment asked for between the entries around it. */
  private static boolean mark(StringBuilder out, Instant at, Timeline.Entry entry, boolean told) {
    if (!told && entry.at().isAfter(at)) {
      out.append("  ").append(Moments.utc(at)).append("  <- asked for\n");
      return true;
    }
    return told;
  }

  private static void line(StringBuilder out, String label, String text) {
    if (!text.isEmpty()) {
      out.append("    ").append(label).append(": ").append(Safe.line(text)).append('\n');
    }
  }

  private static String grade(ImageInForce image, Paint paint) {
    String name = Names.of(image.proof().grade());
    return switch (image.proof().grade()) {
      case PROVED, RECONSTRUCTED -> paint.good(name);
      case AMBIGUOUS -> paint.doubtful(name);
      case UNKNOWN -> paint.bad(name);
    };
  }

  private static List<Chain.Link> links(ImageAt answer, ImageInForce image) {
    return Chains.of(answer.history(), answer.function().name(), image).links();
  }

  /** What may have run instead, and what would prove more. */
  private static List<String> openLines(ImageAt answer, ImageInForce image) {
    OpenProof open =
        OpenProof.of(answer.history(), answer.function().name(), image, answer.images());
    List<String> lines = new ArrayList<>();
    open.alternatives().forEach(digest -> lines.add("it may have been " + digest + " instead"));
    open.calls().forEach(call -> lines.add(call.text() + ": " + OpenImages.command(call)));
    return lines;
  }

  private static String chained(Chain.Link link) {
    return link.text()
        + link.at().map(at -> ", " + Moments.utc(at)).orElse("")
        + link.by().map(by -> ", by " + by).orElse("");
  }

  private static String entryText(Timeline.Entry entry) {
    return Safe.line(
        entry.text()
            + entry.digest().map(digest -> " (" + digest + ")").orElse("")
            + entry.by().map(by -> ", by " + by).orElse(""));
  }

  private static String gapText(Gap gap) {
    String action = gap.iamAction().map(a -> " (" + a + ")").orElse("");
    return Safe.line(gap.what() + ": " + gap.why() + action);
  }

  /** Returns the answer as Markdown. */
  public static String markdown(ImageAt answer) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(Safe.markdown(answer.name())).append(" at ");
    out.append(Moments.utc(answer.at())).append("\n\n");
    out.append("| Version | Digest | Pushed | Tags | Grade | Because |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (ImageInForce image : answer.images()) {
      out.append("| ").append(Safe.code(image.version())).append(" | ");
      out.append(Safe.code(image.digest().orElse("unknown"))).append(" | ");
      out.append(image.description().pushedAt().map(Moments::utc).orElse("")).append(" | ");
      out.append(Safe.markdown(String.join(", ", image.description().tags()))).append(" | ");
      out.append(Names.of(image.proof().grade())).append(" | ");
      out.append(Safe.markdown(image.proof().because())).append(" |\n");
    }
    for (ImageInForce image : answer.images()) {
      list(out, "How it came there", links(answer, image).stream().map(l -> chained(l)).toList());
      list(out, "What is open", openLines(answer, image));
    }
    list(
        out,
        "Timeline",
        answer.timeline().entries().stream()
            .map(entry -> Moments.utc(entry.at()) + " " + entryText(entry))
            .toList());
    list(out, "Missing", answer.gaps().stream().map(ImageAtReport::gapText).toList());
    list(out, "Notes", answer.warnings());
    return out.toString();
  }

  private static void list(StringBuilder out, String title, List<String> items) {
    if (!items.isEmpty()) {
      out.append("\n## ").append(title).append("\n\n");
      items.forEach(item -> out.append("- ").append(Safe.markdown(item)).append('\n'));
    }
  }

  /** Returns the answer as JSON, {@code afterimage/image-at/1}; it ends with a line break. */
  public static String json(ImageAt answer, String version) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", "afterimage/image-at/1");
    node.putObject("tool").put("name", "afterimage").put("version", version);
    node.put("function", answer.function().name());
    JsonRefs.put(node, "qualifier", answer.function().qualifier());
    node.put("at", Moments.utc(answer.at()));
    node.set(
        "images", JsonImages.images(answer.history(), answer.function().name(), answer.images()));
    node.set("timeline", JsonImages.timeline(answer.timeline()));
    ArrayNode gaps = node.putArray("gaps");
    answer.gaps().forEach(gap -> gaps.add(JsonReport.gap(gap)));
    answer.warnings().forEach(node.putArray("warnings")::add);
    return JsonReport.print(node);
  }
}
