// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefTable;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files and places that the page cites, and the command that made it. */
public record EvidenceSection(List<File> files, int uncited, String command, String version) {

  /** A file with the places in it that are cited. */
  public record File(String path, String sha256, List<Place> places) {}

  /** A cited place; the number is that of the links to it. */
  public record Place(int number, String place, String at) {}

  /** Makes the section; it comes last, when every place has its number. */
  public static EvidenceSection of(Subject subject, String command, String version) {
    Map<FileId, List<Place>> byFile = new LinkedHashMap<>();
    List<Ref> refs = subject.refs().refs();
    for (int number = 0; number < refs.size(); number++) {
      Ref ref = refs.get(number);
      byFile
          .computeIfAbsent(ref.file(), file -> new ArrayList<>())
          .add(
              new Place(
                  number, Safe.line(RefTable.place(ref)), ref.at().map(Moments::utc).orElse("")));
    }
    Map<FileId, List<Place>> sorted = new TreeMap<>(byFile);
    List<File> files = new ArrayList<>();
    sorted.forEach((file, places) -> files.add(new File(file.path(), file.sha256(), places)));
    int all = subject.situation().evidence().files().size();
    return new EvidenceSection(files, all - files.size(), command, version);
  }
}
