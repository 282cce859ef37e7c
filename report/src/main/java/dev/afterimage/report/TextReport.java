// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.content.RaisedLine;
import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.core.diagnosis.Recommendation;
import dev.afterimage.core.diagnosis.RootCause;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report for a terminal: the cause in five lines, what it rests on below. */
public final class TextReport {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";
  private static final int MOST_CAUSES = 30;

  private final Diagnosis diagnosis;
  private final Story story;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Diagnosis diagnosis, Paint paint) {
    this.diagnosis = diagnosis;
    this.story = new Story(diagnosis);
    this.paint = paint;
  }

  /** Returns the report. */
  public static String write(Diagnosis diagnosis, Paint paint) {
    TextReport report = new TextReport(diagnosis, paint);
    report.all();
    return report.out.toString();
  }

  private void all() {
    runs();
    heading("Images");
    wrap(INDENT, story.imageFinding());
    story.functions().forEach(this::images);
    cause();
    failure();
    logContrast();
    silentLosses();
    others();
    changes();
    recommendations();
    limits();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void heading(String title) {
    line("");
    line(paint.bold(title));
  }

  private void runs() {
    diagnosis.subject().a().ifPresent(a -> run("A", a));
    run("B", diagnosis.subject().b());
  }

  private void run(String side, Diagnosis.RunInfo info) {
    Run run = info.run();
    String status =
        run.status().isUnsuccessful()
            ? paint.bad(run.status().name())
            : paint.good(run.status().name());
    line(
        paint.bold(side)
            + "  "
            + Safe.line(Story.label(run))
            + "  "
            + status
            + "  "
            + story.moment(run.times().start())
            + run.times().duration().map(d -> "  " + Moments.words(d)).orElse("  not ended"));
    info.outcome().forEach((name, value) -> line(INDENT + " " + Safe.line(name + ": " + value)));
    line(paint.faint(INDENT + " " + Safe.line(info.chosenBecause())));
  }

  private void images(FunctionImages images) {
    line(
        INDENT
            + Safe.line(images.function())
            + ": "
            + (isOfBoth(images)
                ? Names.of(images.verdict()) + image("A and B", images.b())
                : called(images) + image("A", images.a()) + image("B", images.b())));
    OpenImages.of(diagnosis.provenance().history(), images).forEach(this::open);
    diagnosis.judged().content().of(images.function()).ifPresent(this::content);
  }

  private static boolean isOfBoth(FunctionImages images) {
    return !images.b().isEmpty() && image("", images.a()).equals(image("", images.b()));
  }

  private String called(FunctionImages images) {
    if (diagnosis.subject().a().isEmpty()) {
      return "called";
    }
    return switch (images.verdict()) {
      case ONLY_A -> "called by A only";
      case ONLY_B -> "called by B only";
      default -> Names.of(images.verdict());
    };
  }

  private void content(ContentDifference difference) {
    wrap(INDENT + INDENT, "inside: " + ContentStory.verdict(difference));
    ContentStory.items(difference)
        .forEach(item -> wrap(INDENT + INDENT + "· ", ContentStory.text(item)));
    int more = ContentStory.more(difference);
    if (more > 0) {
      line(INDENT + INDENT + "  and " + more + " more");
    }
  }

  private void open(OpenImages.OpenImage open) {
    ImageInForce.Proof proof = open.image().proof();
    wrap(INDENT + INDENT, open.side() + " is " + Names.of(proof.grade()) + ": " + proof.because());
    open.open()
        .calls()
        .forEach(
            call ->
                line(INDENT + INDENT + "  to prove it: " + Safe.line(OpenImages.command(call))));
  }

  private static String image(String side, List<ImageInForce> images) {
    return String.join(
        "",
        images.stream()
            .map(
                image ->
                    "  "
                        + side
                        + " "
                        + image.digest().map(TextReport::shortened).orElse("unknown")
                        + " ("
                        + Names.of(image.proof().grade())
                        + ")")
            .toList());
  }

  private static String shortened(String digest) {
    return Safe.line(digest.length() > 19 ? digest.substring(0, 19) : digest);
  }

  private void cause() {
    heading("Cause");
    Optional<RootCause> root = diagnosis.rootCause();
    if (root.isEmpty()) {
      wrap(INDENT, story.causeFinding());
      return;
    }
    Hypothesis hypothesis = root.get().hypothesis();
    line(
        INDENT
            + paint.bold(hypothesis.cause().title())
            + "  "
            + verdict(hypothesis)
            + paint.faint(
                "  "
                    + hypothesis.id()
                    + ", confidence "
                    + Numbers.probability(hypothesis.confidence())));
    claims(hypothesis);
    for (RootCause.Link link : root.get().chain().subList(1, root.get().chain().size())) {
      wrap(INDENT, "→ " + link.id() + ": " + link.text());
    }
  }

  private String verdict(Hypothesis hypothesis) {
    String name = Names.of(hypothesis.verdict());
    return switch (hypothesis.verdict()) {
      case CONFIRMED -> paint.bad(name);
      case SUPPORTED, INCONCLUSIVE -> paint.doubtful(name);
      default -> paint.faint(name);
    };
  }

  private void claims(Hypothesis hypothesis) {
    for (Claim claim : hypothesis.supporting()) {
      wrap(INDENT + "+ ", claim.text());
      line(paint.faint(INDENT + "    " + ref(claim.evidence())));
    }
    for (Claim claim : hypothesis.opposing()) {
      wrap(INDENT + "- ", claim.text());
      line(paint.faint(INDENT + "    " + ref(claim.evidence())));
    }
  }

  private static String ref(List<Ref> refs) {
    Ref first = refs.get(0);
    String where = first.location() instanceof Location.Pointer pointer ? pointer.value() : "bytes";
    String more = refs.size() > 1 ? " and " + (refs.size() - 1) + " more" : "";
    return Safe.line(first.file().path() + "#" + where) + more;
  }

  private void failure() {
    if (diagnosis.failure().isEmpty()) {
      return;
    }
    heading("What happened");
    story.pattern().forEach(entry -> line(INDENT + Safe.line(entry)));
    story.observations().stream().skip(1).forEach(text -> wrap(INDENT + "· ", text));
    diagnosis
        .comparison()
        .divergence()
        .ifPresent(
            d ->
                wrap(
                    INDENT + "· ",
                    "first divergence: " + d.step() + ", " + Names.of(d.kind()) + ": " + d.text()));
    diagnosis.judged().content().raised().ifPresent(this::source);
  }

  private void source(RaisedLine raised) {
    heading("The line that raised");
    wrap(INDENT, ContentStory.raised(raised));
    ContentStory.excerpt(raised).forEach(text -> line(INDENT + INDENT + Safe.line(text)));
    ContentStory.suspects(raised).forEach(text -> wrap(INDENT + "· ", text));
  }

  private void logContrast() {
    List<LogContrast.Line> lines =
        diagnosis.judged().logContrast().lines().stream()
            .filter(LogContrast.Line::isOfFailures)
            .limit(5)
            .toList();
    if (!lines.isEmpty()) {
      heading("Lines that the failures wrote");
      lines.forEach(line -> wrap(INDENT + "· ", Words.contrast(line) + ": " + Words.example(line)));
    }
  }

  private void silentLosses() {
    if (!diagnosis.comparison().silentLosses().isEmpty()) {
      heading("Lost without a failure");
      diagnosis.comparison().silentLosses().forEach(loss -> wrap(INDENT + "· ", loss.text()));
    }
  }

  private void others() {
    List<Hypothesis> others =
        story.tested().stream()
            .filter(
                h ->
                    diagnosis.rootCause().filter(r -> r.hypothesis().id().equals(h.id())).isEmpty())
            .toList();
    if (others.isEmpty()) {
      return;
    }
    heading("Other causes");
    others.stream()
        .filter(hypothesis -> !isPlain(hypothesis))
        .limit(MOST_CAUSES)
        .forEach(this::other);
    List<String> plain =
        others.stream().filter(TextReport::isPlain).map(Hypothesis::id).sorted().toList();
    if (!plain.isEmpty()) {
      wrap(INDENT, "refuted by the error alone: " + String.join(", ", plain));
    }
    int untested = story.untested().size();
    if (untested > 0) {
      String causes = untested == 1 ? " cause" : " causes";
      line(paint.faint(INDENT + untested + causes + " not tested: nothing here bears on them"));
    }
  }

  private void other(Hypothesis hypothesis) {
    String id = INDENT + pad(hypothesis.id(), 19) + " ";
    String name = Names.of(hypothesis.verdict());
    List<String> lines = wrapped(id + pad(name, 12) + "  ", reason(hypothesis));
    String rest = lines.get(0).substring(id.length() + name.length()).stripTrailing();
    line(id + verdict(hypothesis) + rest);
    lines.subList(1, lines.size()).forEach(this::line);
  }

  /** Refuted by nothing more than another error's name. */
  private static boolean isPlain(Hypothesis hypothesis) {
    return hypothesis.verdict() == Verdict.REFUTED
        && hypothesis.supporting().isEmpty()
        && hypothesis.opposing().stream().allMatch(c -> c.text().startsWith("the error is "));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String reason(Hypothesis hypothesis) {
    List<Claim> claims = new ArrayList<>();
    if (hypothesis.verdict() == Verdict.REFUTED) {
      claims.addAll(hypothesis.opposing());
    }
    claims.addAll(hypothesis.supporting());
    claims.addAll(hypothesis.opposing());
    return claims.stream()
        .findFirst()
        .map(Claim::text)
        .or(() -> hypothesis.wouldDecide().stream().findFirst().map(w -> "open: " + w.text()))
        .orElse("");
  }

  private void changes() {
    heading("Changes");
    diagnosis.comparison().changes().stream().limit(12).forEach(this::change);
    int more = diagnosis.comparison().changes().size() - 12;
    if (more > 0) {
      line(INDENT + "and " + more + " more");
    }
    diagnosis.comparison().unchanged().forEach(u -> wrap(INDENT + "= ", u.text()));
    if (diagnosis.comparison().changes().isEmpty()) {
      line(INDENT + "no change that the evidence shows");
    }
  }

  private void change(Change change) {
    line(
        INDENT
            + Safe.line(
                Names.of(change.kind())
                    + "  "
                    + change.field().subject()
                    + "  "
                    + change.field().name()
                    + "  "
                    + change.values().a()
                    + " → "
                    + change.values().b()));
    FleetRate rate = diagnosis.judged().fleet().changes().get(change);
    if (rate != null) {
      wrap(INDENT + INDENT, Words.rate(rate));
    }
  }

  private void recommendations() {
    if (diagnosis.judged().recommendations().isEmpty()) {
      return;
    }
    heading("What to do");
    int number = 1;
    for (Recommendation recommendation : diagnosis.judged().recommendations()) {
      wrap(INDENT + number++ + ". ", recommendation.text() + ": " + recommendation.why());
      recommendation.command().ifPresent(command -> line(INDENT + "   $ " + Safe.line(command)));
    }
  }

  private void limits() {
    if (diagnosis.limits().gaps().isEmpty() && diagnosis.limits().warnings().isEmpty()) {
      return;
    }
    heading("What is not known");
    for (Gap gap : diagnosis.limits().gaps()) {
      String action = gap.iamAction().map(a -> " [" + a + "]").orElse("");
      wrap(INDENT + "? ", gap.what() + ": " + gap.why() + "; " + gap.effect() + action);
    }
    diagnosis.limits().warnings().forEach(warning -> wrap(INDENT + "! ", warning));
  }

  /** Prints text in lines of at most {@value #WIDTH} characters, the further ones indented. */
  private void wrap(String prefix, String text) {
    wrapped(prefix, text).forEach(this::line);
  }

  private static List<String> wrapped(String prefix, String text) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(prefix.length());
    StringBuilder current = new StringBuilder(prefix);
    boolean empty = true;
    for (String word : Safe.line(text).split(" ", -1)) {
      if (!empty && current.length() + word.length() + 1 > WIDTH) {
        lines.add(current.toString());
        current = new StringBuilder(indent);
        empty = true;
      }
      current.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(current.toString());
    return lines;
  }
}
