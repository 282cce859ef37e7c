// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.report.html.data.Chunk;
import dev.afterimage.report.html.section.ChangesSection;
import dev.afterimage.report.html.section.ContrastSection;
import dev.afterimage.report.html.section.EvidenceSection;
import dev.afterimage.report.html.section.GraphSection;
import dev.afterimage.report.html.section.HeaderSection;
import dev.afterimage.report.html.section.ImagesSection;
import dev.afterimage.report.html.section.LimitsSection;
import dev.afterimage.report.html.section.MatrixSection;
import dev.afterimage.report.html.section.PartitionPlot;
import dev.afterimage.report.html.section.PartitionsSection;
import dev.afterimage.report.html.section.ProvenanceMoments;
import dev.afterimage.report.html.section.SourceSection;
import dev.afterimage.report.html.section.VerdictSection;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import dev.afterimage.report.testing.TestingExaminations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The markup of every section, from records made by hand, so that no change of a verdict touches
 * it. {@code -Dafterimage.golden=write} writes the file anew; look at its difference then.
 */
class GoldenPageTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/afterimage/report/html/page.golden.html");

  private static final List<RefLink> REFS =
      List.of(
          new RefLink(0, "logs/a & b.json", "/events/0/message"),
          new RefLink(1, "history.json", "/events/1"),
          new RefLink(2, "trail.json", "/Events/0/CloudTrailEvent → /eventName"));

  private static Page page() {
    return new Page(
        new Page.Top(header(), verdict()),
        new Page.Findings(source(), matrix(), partitions(), contrast(), graph()),
        new Page.Background(images(), changes(), limits(), evidence()),
        new Page.Data(
            new Assets("body{}", "void 0;"),
            List.of(new Chunk("index", "q1YqSk1TslIqKMrPSs1LAQA=")),
            Optional.of("/")));
  }

  private static HeaderSection header() {
    HeaderSection.Figure start = new HeaderSection.Figure("Start", "2026-03-01T10:00:00.000Z");
    return new HeaderSection(
        "orders",
        "Boom in Charge, 45 ms after the start",
        "it <broke>",
        List.of(
            new HeaderSection.RunCard("A", "monday", "SUCCEEDED", "good", List.of(start), "named"),
            new HeaderSection.RunCard("B", "tuesday", "FAILED", "bad", List.of(start), "named")),
        new HeaderSection.Badge("same", "Same image", "a sandbox served both", REFS));
  }

  private static VerdictSection verdict() {
    return new VerdictSection(
        "stale-init-state",
        "State outlived its validity",
        "confirmed",
        "0.97",
        "A value stands still.",
        List.of(
            new VerdictSection.Link("stale-init-state", "a value stands still", REFS),
            new VerdictSection.Link("handled-exception", "it raised Boom", REFS.subList(0, 1))));
  }

  private static SourceSection source() {
    return new SourceSection(
        "main.py:40, in check; from layer 7",
        "/var/task/main.py",
        List.of(
            new SourceSection.Line(39, "    if late <b>:", false),
            new SourceSection.Line(40, "        raise Boom()", true)),
        List.of(
            new SourceSection.State("main.py:3 takes the clock", true, REFS.subList(0, 1)),
            new SourceSection.State("main.py:4 takes a connection", false, List.of())),
        REFS.subList(0, 1));
  }

  private static MatrixSection matrix() {
    MatrixSection.Row standing =
        new MatrixSection.Row(
            new MatrixSection.Cause("stale-init-state", "State", "confirmed", "0.97", "Seen."),
            List.of(
                new MatrixSection.Cell("History", 0, 0, false),
                new MatrixSection.Cell("Logs", 2, 1, true)),
            List.of(
                new MatrixSection.ClaimView(true, "for it", "3.5", REFS),
                new MatrixSection.ClaimView(false, "against it", "-2", REFS.subList(0, 1))),
            List.of(new MatrixSection.Open("a look", "aws logs ...", "logs:FilterLogEvents")));
    MatrixSection.Row refuted =
        new MatrixSection.Row(
            new MatrixSection.Cause("oom", "Memory", "refuted", "0.00", "Killed."),
            standing.cells(),
            standing.claims(),
            List.of());
    return new MatrixSection(
        List.of("History", "Logs"), List.of(standing), List.of(refuted), List.of("dns", "efs"));
  }

  private static PartitionsSection partitions() {
    PartitionsSection.Counts counts = new PartitionsSection.Counts(3, 0, 1, 4, "0.01");
    PartitionPlot number =
        new PartitionPlot(
            List.of(
                new PartitionPlot.Dot("20.0", "22.0", "20.0", true),
                new PartitionPlot.Dot("40.0", "54.0", "90.0", false)),
            List.of(new PartitionPlot.Band("30.0", "50.0")),
            List.of(new PartitionPlot.Tick("12.0", "start", "1 s")),
            List.of());
    PartitionPlot category =
        new PartitionPlot(
            List.of(),
            List.of(),
            List.of(),
            List.of(new PartitionPlot.Bar("warm <x>", 3, 1, "150.0", "50.0")));
    return new PartitionsSection(
        List.of(new PartitionsSection.Panel("age", "age of at least 9 s", counts, true, number)),
        List.of(new PartitionsSection.Panel("cold", "cold = warm", counts, false, category)));
  }

  private static ContrastSection contrast() {
    return new ContrastSection(
        List.of(
            new ContrastSection.Line(
                true, "3 of 3 failing", "late by <*>", "late by 3", REFS.subList(0, 1))));
  }

  private static GraphSection graph() {
    GraphSection.Node node =
        new GraphSection.Node(
            "Charge \"it\"",
            "Charge",
            "different-outcome",
            new GraphSection.Box("10.0", "20.0", "90.0", "44.0", false),
            new GraphSection.Words("Task · A 1 · B 1, 1 failed", "Charge, Task"));
    GraphSection.Node mark =
        new GraphSection.Node(
            "▶ start",
            "▶ start",
            "mark",
            new GraphSection.Box("10.0", "0.0", "90.0", "26.0", false),
            new GraphSection.Words("", "start"));
    return new GraphSection(
        "110.0",
        "70.0",
        List.of(mark, node),
        List.of(new GraphSection.Way("M10 10L10 20", "next")),
        List.of(new GraphSection.Key("different-outcome", "different outcome", 1)));
  }

  private static ImagesSection.Open open() {
    return new ImagesSection.Open(
        List.of("sha256:cd"),
        List.of(new ImagesSection.Call("the trail tells", "aws cloudtrail x", "cloudtrail:Look")));
  }

  private static ImagesSection images() {
    return new ImagesSection(
        List.of(
            new ImagesSection.Card(
                "charge",
                "image",
                new ImagesSection.Verdict("same", "same code", "proved", REFS.subList(0, 1)),
                List.of(
                    new ImagesSection.Image(
                        List.of("A", "B"),
                        "sha256:ab",
                        new ImagesSection.Description("uri", "not known", List.of("v1"), "$LATEST"),
                        new ImagesSection.Proof("ambiguous", "one update", open(), List.of()))),
                new ImagesSection.Inside(
                    "the code differs",
                    List.of(
                        new ImagesSection.Difference("main.py: changed", true, REFS.subList(0, 1)),
                        new ImagesSection.Difference("Env X: added: <1>", false, List.of())),
                    4,
                    REFS.subList(0, 1)),
                List.of(
                    new ProvenanceMoments.Moment("10:00", "", "push", "image pushed", List.of()),
                    new ProvenanceMoments.Moment("10:05", "5 minutes", "run-a", "run A", REFS)))));
  }

  private static ChangesSection changes() {
    return new ChangesSection(
        List.of(
            new ChangesSection.Row(
                "configuration",
                "charge",
                "Timeout",
                new ChangesSection.Values("3", "900"),
                true,
                new ChangesSection.Origin("10:01", "deploy", "", REFS.subList(0, 1)))),
        7,
        List.of(new ChangesSection.Point("the input is the same", REFS.subList(0, 1))),
        List.of(new ChangesSection.Point("Charge, in outcome", REFS.subList(1, 2))),
        List.of(new ChangesSection.Point("a value was lost", List.of())));
  }

  private static LimitsSection limits() {
    return new LimitsSection(
        List.of(
            new LimitsSection.GapView("the trail", "denied", "who is unknown", "cloudtrail:Look"),
            new LimitsSection.GapView("the logs", "gone", "age is unknown", "")),
        List.of("cloudtrail:Look", "logs:Filter"),
        List.of("a file is cut off"),
        List.of(new LimitsSection.Step("Recycle", "it helps", "aws lambda x", false)));
  }

  private static EvidenceSection evidence() {
    return new EvidenceSection(
        List.of(
            new EvidenceSection.File(
                "logs/a & b.json",
                "ab12",
                List.of(new EvidenceSection.Place(0, "/events/0/message", "10:00")))),
        4,
        "afterimage compare monday tuesday",
        "test");
  }

  @Test
  void everySection_isWrittenAsBefore() throws IOException {
    String html =
        new Templates(GoldenPageTest.class.getClassLoader(), "dev.afterimage.report.html.template")
            .render("report.jte", page());
    if ("write".equals(System.getProperty("afterimage.golden"))) {
      Files.writeString(GOLDEN, html);
    }

    assertThat(html).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void emptySections_areLeftOut_orSaidToBeEmpty(@TempDir Path folder) {
    CaseFile.Examination examination =
        TestingExaminations.examine(
            new TestingCase()
                .run(TestingExaminations.good("one"))
                .run(TestingExaminations.good("two")),
            folder);
    Subject subject = Subject.of(examination);
    String html = TestingExaminations.page(examination, folder, 1_000_000);

    assertThat(PartitionsSection.of(subject).panels()).isEmpty();
    assertThat(html).doesNotContain("id=\"partitions\"", "id=\"contrast\"");
    assertThat(html).contains("the evidence shows", "id=\"gaps\"");
  }
}
