// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import dev.afterimage.report.html.data.Chunk;
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
import java.util.List;
import java.util.Optional;

/** The page as its template reads it: what stands at the top, the body, and the packed data. */
public record Page(Top top, Findings findings, Background background, Data data) {

  /** The first screen. */
  public record Top(HeaderSection header, VerdictSection verdict) {}

  /** What the cause rests on. */
  public record Findings(
      SourceSection source,
      MatrixSection matrix,
      PartitionsSection partitions,
      ContrastSection contrast,
      GraphSection graph) {}

  /** What stands around it. */
  public record Background(
      ImagesSection images,
      ChangesSection changes,
      LimitsSection limits,
      EvidenceSection evidence) {}

  /**
   * What the script reads, and the script.
   *
   * @param home where a local page leads back to; none in a file
   */
  public record Data(Assets assets, List<Chunk> chunks, Optional<String> home) {
    public Data {
      chunks = List.copyOf(chunks);
    }
  }

  Page with(LimitsSection limits, List<Chunk> chunks) {
    return new Page(
        top,
        findings,
        new Background(background.images(), background.changes(), limits, background.evidence()),
        new Data(data.assets(), chunks, data.home()));
  }
}
