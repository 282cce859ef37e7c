// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.report.Numbers;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Words;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;

/**
 * What failures follow, attribute by attribute, the clearest first.
 *
 * @param weak attributes that part no better than chance
 */
public record PartitionsSection(List<Panel> panels, List<Panel> weak) {
  private static final int MOST = 12;

  /** Above it chance parts as well. */
  private static final double CLEAR = 0.05;

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
    List<Partition> all = subject.diagnosis().judged().partitions();
    List<Partition> clear = all.stream().filter(p -> p.pValue() < CLEAR).toList();
    return new PartitionsSection(
        panels(clear, subject),
        panels(all.stream().filter(p -> p.pValue() >= CLEAR).toList(), subject));
  }

  private static List<Panel> panels(List<Partition> partitions, Subject subject) {
    return partitions.stream().limit(MOST).map(partition -> panel(partition, subject)).toList();
  }

  private static Panel panel(Partition partition, Subject subject) {
    return new Panel(
        Safe.line(Words.attribute(partition.attribute())),
        Safe.line(Words.partition(partition, subject.diagnosis().judged().fleet())),
        new Counts(
            partition.table().failedInside(),
            partition.table().failedOutside(),
            partition.table().okInside(),
            partition.table().okOutside(),
            Numbers.text(partition.pValue())),
        partition.separates(),
        PartitionPlot.of(partition, subject.situation().observations(), subject.story().offset()));
  }
}
