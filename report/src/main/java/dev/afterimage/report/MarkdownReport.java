// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.compare.SilentLoss;
import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.core.diagnosis.Recommendation;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.provenance.FunctionImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The report as Markdown, with the sections of the report that the project grew from. */
public final class MarkdownReport {
  private final Diagnosis diagnosis;
  private final Story story;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.story = new Story(diagnosis);
  }

  /**
   * Returns the report.
   *
   * @param chart the states as a Mermaid flowchart, which renderers draw; none is left out
   * @param command the command that made it
   */
  public static String write(Diagnosis diagnosis, Optional<String> chart, String command) {
    MarkdownReport report = new MarkdownReport(diagnosis);
    report.all(chart, command);
    return report.out.toString();
  }

  private void all(Optional<String> chart, String command) {
    Run b = diagnosis.subject().b().run();
    Optional<Run> a = diagnosis.subject().a().map(Diagnosis.RunInfo::run);
    String versus = a.map(run -> Story.brief(run) + " vs ").orElse("");
    line("# ECR Image Comparison: Execution " + Safe.markdown(versus + Story.brief(b)));
    section("Summary");
    line("**Key Finding**: " + Safe.markdown(String.join(" ", story.keyFinding())));
    section("Execution Details");
    diagnosis.subject().a().ifPresent(this::execution);
    execution(diagnosis.subject().b());
    images();
    failure();
    causes();
    recommendations();
    section("Conclusion");
    line(Safe.markdown(String.join(" ", story.keyFinding())));
    changes();
    logContrast();
    silentLosses();
    divergence();
    chart.ifPresent(this::states);
    gaps();
    evidence();
    section("Command");
    line("```bash");
    line(Safe.fenced(command));
    line("```");
  }

  private void states(String chart) {
    section("States");
    line("```mermaid");
    line(chart.stripTrailing());
    line("```");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void lines(List<String> texts) {
    texts.forEach(this::line);
  }

  private void section(String title) {
    heading("## " + title);
  }

  private void part(String title) {
    heading("### " + title);
  }

  private void heading(String text) {
    if (!out.toString().endsWith("\n\n")) {
      line("");
    }
    line(text);
    line("");
  }

  private void item(String text) {
    line("- " + text);
  }

  private void execution(Diagnosis.RunInfo info) {
    Run run = info.run();
    part(kind(run.status()) + " Execution: " + Safe.code(Story.label(run)));
    item("**Status**: " + mark(run.status()) + " " + run.status());
    item("**State Machine**: " + Safe.code(run.identity().stateMachine()));
    item("**Start Time**: " + story.moment(run.times().start()));
    item("**Stop Time**: " + run.times().stop().map(story::moment).orElse("not yet"));
    item(
        "**Duration**: "
            + run.times().duration().map(d -> "~" + Moments.words(d)).orElse("still running"));
    for (var figure : info.outcome().entrySet()) {
      item(
          "**"
              + Safe.markdown(figure.getKey())
              + "**: "
              + Safe.markdown(figure(figure.getValue())));
    }
    if (run.status().isUnsuccessful()) {
      item("**Failure Reason**: " + Safe.markdown(reason()));
    }
    if (run.source().redrives() > 0) {
      item("**Redrives**: " + run.source().redrives());
    }
    item("**Chosen because**: " + Safe.markdown(info.chosenBecause()));
  }

  private String reason() {
    return diagnosis
        .failure()
        .map(f -> f.failure().leaf())
        .map(leaf -> leaf.error().orElse("no error name") + ": " + leaf.text().message())
        .orElse("unknown");
  }

  private static String figure(JsonNode value) {
    return value.isIntegralNumber()
        ? String.format(java.util.Locale.ROOT, "%,d", value.bigIntegerValue())
        : value.isTextual() ? value.textValue() : value.toString();
  }

  static String kind(RunStatus status) {
    return switch (status) {
      case SUCCEEDED -> "Successful";
      case FAILED -> "Failed";
      case RUNNING -> "Running";
      case TIMED_OUT -> "Timed-out";
      case ABORTED -> "Aborted";
      default -> "Other";
    };
  }

  private static String mark(RunStatus status) {
    return status == RunStatus.SUCCEEDED ? "✅" : status.isUnsuccessful() ? "❌" : "⏳";
  }

  private void images() {
    section("ECR Image Comparison");
    if (diagnosis.provenance().functions().isEmpty()) {
      line("No step called a Lambda function.");
    }
    MarkdownImages section = new MarkdownImages(diagnosis, story);
    for (FunctionImages images : story.functions()) {
      part("Lambda Function: " + Safe.code(images.function()));
      lines(section.of(images));
    }
  }

  private void failure() {
    section("Failure Analysis");
    part("Root Cause");
    line(Safe.markdown(story.causeFinding()));
    diagnosis
        .rootCause()
        .filter(root -> root.chain().size() > 1)
        .ifPresent(
            root ->
                root.chain().forEach(l -> item("**" + l.id() + "**: " + Safe.markdown(l.text()))));
    diagnosis
        .failure()
        .ifPresent(
            report -> {
              line("");
              line("```");
              var leaf = report.failure().leaf();
              line(
                  Safe.fenced(
                      leaf.error().orElse("(no error name)") + ": " + leaf.text().message()));
              line("```");
              line("");
              line("The error comes from " + Words.owner(report.owner()) + ".");
            });
    diagnosis.judged().content().raised().map(MarkdownContent::source).ifPresent(this::lines);
    part("Failure Pattern");
    int number = 1;
    for (String entry : story.pattern()) {
      line(number++ + ". " + Safe.markdown(entry));
    }
    part("Key Observations");
    number = 1;
    for (String observation : story.observations()) {
      line(number++ + ". " + Safe.markdown(observation));
    }
  }

  private void causes() {
    section("Possible Causes");
    List<Hypothesis> ruledOut = new ArrayList<>();
    for (Hypothesis hypothesis : story.tested()) {
      if (hypothesis.verdict() == Verdict.REFUTED) {
        ruledOut.add(hypothesis);
      } else {
        cause(hypothesis);
      }
    }
    ruledOut(ruledOut);
    List<String> untested = story.untested();
    if (!untested.isEmpty()) {
      line("");
      line(
          "Not tested, because nothing in the evidence bears on them: "
              + String.join(", ", untested)
              + ".");
    }
  }

  /** Causes that the evidence rules out stay in the report, folded. */
  private void ruledOut(List<Hypothesis> causes) {
    if (causes.isEmpty()) {
      return;
    }
    String what = causes.size() == 1 ? " cause is" : " causes are";
    line("");
    line("<details>");
    line("<summary>" + causes.size() + what + " ruled out by the evidence</summary>");
    causes.forEach(this::cause);
    line("");
    line("</details>");
  }

  private void cause(Hypothesis hypothesis) {
    part(
        Safe.markdown(hypothesis.cause().title())
            + " ("
            + Safe.code(hypothesis.id())
            + "): "
            + Names.of(hypothesis.verdict())
            + ", "
            + Numbers.probability(hypothesis.confidence()));
    hypothesis.supporting().forEach(claim -> item("for: " + claim(claim)));
    hypothesis.opposing().forEach(claim -> item("against: " + claim(claim)));
    for (WouldDecide what : hypothesis.wouldDecide()) {
      String how =
          what.call().map(Safe::code).orElse("") + what.experiment().map(Safe::markdown).orElse("");
      item("would decide: " + Safe.markdown(what.text()) + ": " + how);
    }
  }

  private static String claim(Claim claim) {
    return Safe.markdown(claim.text()) + " (" + refs(claim.evidence()) + ")";
  }

  static String refs(List<Ref> refs) {
    List<String> shown = refs.stream().limit(2).map(MarkdownReport::ref).toList();
    String more = refs.size() > 2 ? " and " + (refs.size() - 2) + " more" : "";
    return String.join(", ", shown) + more;
  }

  private static String ref(Ref ref) {
    String where =
        ref.location() instanceof Location.Pointer pointer
            ? pointer.value()
            : ref.location().toString();
    return Safe.code(ref.file().path() + "#" + where + ref.inner().map(i -> " → " + i).orElse(""));
  }

  private void recommendations() {
    section("Recommendations");
    int number = 1;
    for (Recommendation recommendation : diagnosis.judged().recommendations()) {
      line(
          number++
              + ". **"
              + Safe.markdown(recommendation.text())
              + "**: "
              + Safe.markdown(recommendation.why())
              + (recommendation.readOnly() || recommendation.text().contains("(not read-only)")
                  ? ""
                  : " (not read-only)"));
      recommendation
          .command()
          .ifPresent(
              command -> {
                line("   ```bash");
                line("   " + Safe.fenced(command));
                line("   ```");
              });
    }
    if (number == 1) {
      line("None.");
    }
  }

  private void changes() {
    section("What Changed");
    List<Change> changes = diagnosis.comparison().changes();
    if (changes.isEmpty()) {
      line("No change that the evidence shows.");
    } else {
      line("| Kind | Subject | Field | Before | After | When | By | Relevant |");
      line("|------|---------|-------|--------|-------|------|----|----------|");
      changes.stream().limit(100).forEach(this::change);
      rates(changes);
    }
    section("What Did Not Change");
    List<Comparison.Unchanged> unchanged = diagnosis.comparison().unchanged();
    unchanged.forEach(u -> item(Safe.markdown(u.text()) + " (" + refs(u.evidence()) + ")"));
    if (unchanged.isEmpty()) {
      line("Nothing is shown to be the same.");
    }
  }

  private void change(Change change) {
    List<String> cells = new ArrayList<>();
    cells.add(Names.of(change.kind()));
    cells.add(Safe.markdown(change.field().subject()));
    cells.add(Safe.markdown(change.field().name()));
    cells.add(value(change.values().a()));
    cells.add(value(change.values().b()));
    cells.add(change.origin().at().map(story::moment).orElse(""));
    cells.add(Safe.markdown(change.origin().by().orElse("")));
    cells.add(change.relevant() ? "yes" : "no");
    line("| " + String.join(" | ", cells) + " |");
  }

  /** What many runs tell of the changes, each beside the files that were counted. */
  private void rates(List<Change> changes) {
    Map<Change, FleetRate> rates = diagnosis.judged().fleet().changes();
    if (!rates.isEmpty()) {
      line("");
    }
    for (Change change : changes) {
      FleetRate rate = rates.get(change);
      if (rate != null) {
        item(
            Safe.markdown(change.field().subject() + " " + change.field().name())
                + ": "
                + Safe.markdown(Words.rate(rate))
                + " ("
                + refs(rate.evidence())
                + ")");
      }
    }
  }

  private static String value(JsonNode value) {
    return value.isNull()
        ? ""
        : Safe.markdown(value.isTextual() ? value.textValue() : value.toString());
  }

  private void logContrast() {
    List<LogContrast.Line> lines = diagnosis.judged().logContrast().lines();
    if (lines.isEmpty()) {
      return;
    }
    section("Log Contrast");
    line("| Written by | Failing | Working | Line | Place |");
    line("|------------|---------|---------|------|-------|");
    for (LogContrast.Line line : lines) {
      line(
          "| "
              + (line.isOfFailures() ? "the failures" : "the others")
              + " | "
              + line.table().failedInside()
              + " of "
              + (line.table().failedInside() + line.table().failedOutside())
              + " | "
              + line.table().okInside()
              + " of "
              + (line.table().okInside() + line.table().okOutside())
              + " | "
              + Safe.code(Words.example(line))
              + " | "
              + ref(line.ref())
              + " |");
    }
  }

  private void silentLosses() {
    List<SilentLoss> losses = diagnosis.comparison().silentLosses();
    if (losses.isEmpty()) {
      return;
    }
    section("Silent Losses");
    losses.forEach(loss -> item(Safe.markdown(loss.text()) + " (" + refs(loss.evidence()) + ")"));
  }

  private void divergence() {
    section("First Divergence");
    diagnosis
        .comparison()
        .divergence()
        .ifPresentOrElse(
            d ->
                line(
                    Safe.code(d.step())
                        + ", in "
                        + Names.of(d.kind())
                        + ": "
                        + Safe.markdown(d.text())
                        + " ("
                        + refs(d.evidence())
                        + ")"),
            () -> line("None is shown."));
  }

  private void gaps() {
    section("Gaps");
    for (Gap gap : diagnosis.limits().gaps()) {
      item(
          Safe.markdown(gap.what())
              + ": "
              + Safe.markdown(gap.why())
              + "; "
              + Safe.markdown(gap.effect())
              + gap.iamAction().map(action -> " (" + Safe.code(action) + ")").orElse(""));
    }
    diagnosis.limits().warnings().forEach(warning -> item("Warning: " + Safe.markdown(warning)));
    if (diagnosis.limits().gaps().isEmpty() && diagnosis.limits().warnings().isEmpty()) {
      line("None.");
    }
  }

  private void evidence() {
    section("Evidence");
    TreeSet<FileId> files = new TreeSet<>();
    for (Hypothesis hypothesis : diagnosis.judged().judgement().hypotheses()) {
      hypothesis.supporting().forEach(c -> c.evidence().forEach(ref -> files.add(ref.file())));
      hypothesis.opposing().forEach(c -> c.evidence().forEach(ref -> files.add(ref.file())));
    }
    diagnosis
        .provenance()
        .functions()
        .forEach(f -> f.proof().evidence().forEach(r -> files.add(r.file())));
    files.forEach(file -> item(Safe.code(file.path()) + " sha256 " + Safe.code(file.sha256())));
  }
}
