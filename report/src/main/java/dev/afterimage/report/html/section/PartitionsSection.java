// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.report.Numbers;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Words;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;

/** What failures follow, attribute by attribute, the clearest first. */
public record PartitionsSection(List<Panel> panels) {
  private static final int MOST = 12;

  /**
   * One attribute.
   *
   * @param separates whether it parts all failed from all succeeded
   */
  public record Panel(
      String title, String text, Counts counts, boolean separates, PartitionPlot plot) {}

  /** The 2×2 table, and what chance says of it. */
  public record Counts(
      int failedInside, int failedOutside, int okInside, int okOutside, String pValue) {}

  /** Makes the section. */
  public static PartitionsSection of(Subject subject) {
    return new PartitionsSection(
        subject.diagnosis().judged().partitions().stream()
            .limit(MOST)
            .map(partition -> panel(partition, subject))
            .toList());
  }

  private static Panel panel(Partition partition, Subject subject) {
    return new Panel(
        Safe.line(Words.attribute(partition.attribute())),
        Safe.line(Words.partition(partition)),
        new Counts(
            partition.table().failedInside(),
            partition.table().failedOutside(),
            partition.table().okInside(),
            partition.table().okOutside(),
            Numbers.text(partition.pValue())),
        partition.separates(),
        PartitionPlot.of(partition, subject.situation().observations()));
  }
}
