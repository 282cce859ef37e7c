// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.report.html.data.PageData;
import dev.afterimage.report.html.section.ChangesSection;
import dev.afterimage.report.html.section.ContrastSection;
import dev.afterimage.report.html.section.EvidenceSection;
import dev.afterimage.report.html.section.GraphSection;
import dev.afterimage.report.html.section.HeaderSection;
import dev.afterimage.report.html.section.ImagesSection;
import dev.afterimage.report.html.section.LimitsSection;
import dev.afterimage.report.html.section.MatrixSection;
import dev.afterimage.report.html.section.PartitionsSection;
import dev.afterimage.report.html.section.SourceSection;
import dev.afterimage.report.html.section.VerdictSection;
import dev.afterimage.report.html.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report as one HTML file that needs nothing but itself. */
public final class HtmlReport {
  /** The size of a page, in bytes, unless told otherwise: what mail and chat let through. */
  public static final long DEFAULT_BUDGET = 6_000_000;

  private static final Templates TEMPLATES =
      new Templates(HtmlReport.class.getClassLoader(), "dev.afterimage.report.html.template");

  private HtmlReport() {}

  /**
   * How a page is made.
   *
   * @param command the command that made it
   * @param version the tool's version
   * @param budget what the page may take, in bytes
   * @param home where the page leads back to; none in a file of its own
   */
  public record Options(String command, String version, long budget, Optional<String> home) {
    public Options {
      requireNonNull(command, "command is null");
      requireNonNull(version, "version is null");
      requireNonNull(home, "home is null");
      if (budget < 1) {
        throw new IllegalArgumentException("a page cannot take " + budget + " bytes");
      }
    }
  }

  /**
   * Returns the page.
   *
   * @param evidence the folders, .zips and files of the case, to read the cited records from
   * @throws EvidenceException where one of them cannot be opened any more
   */
  public static String write(CaseFile.Examination examination, List<Path> evidence, Options options)
      throws EvidenceException {
    Subject subject = Subject.of(examination);
    PageData data = new PageData(subject);
    Page bare = bare(subject, options);
    long frame = TEMPLATES.render("report.jte", bare).getBytes(StandardCharsets.UTF_8).length;
    PageData.Packed packed = data.pack(evidence, options.budget() - frame);
    LimitsSection limits = LimitsSection.of(subject, warnings(packed.held()));
    return TEMPLATES.render("report.jte", bare.with(limits, packed.chunks()));
  }

  /** The sections in the order in which they cite; the evidence comes last. */
  private static Page bare(Subject subject, Options options) {
    Page.Top top = new Page.Top(HeaderSection.of(subject), VerdictSection.of(subject));
    Page.Findings findings =
        new Page.Findings(
            SourceSection.of(subject),
            MatrixSection.of(subject),
            PartitionsSection.of(subject),
            ContrastSection.of(subject),
            GraphSection.of(subject));
    return new Page(
        top,
        findings,
        new Page.Background(
            ImagesSection.of(subject),
            ChangesSection.of(subject),
            LimitsSection.of(subject, List.of()),
            EvidenceSection.of(subject, options.command(), options.version())),
        new Page.Data(Assets.ofReport(), List.of(), options.home()));
  }

  private static List<String> warnings(PageData.Held held) {
    List<String> warnings = new ArrayList<>();
    if (held.isShort()) {
      warnings.add(
          "this page holds "
              + held.records()
              + " of "
              + held.allRecords()
              + " cited records and "
              + held.steps()
              + " of "
              + held.allSteps()
              + " failing, cited or differing steps in full; the others are named by file and"
              + " pointer (--html-budget raises its size)");
    }
    return warnings;
  }
}
