// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.testing;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.history.RunSelector.SelectionException;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.report.html.HtmlReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Cases of two runs, written, read back and examined. */
public final class TestingExaminations {
  private TestingExaminations() {}

  /** Returns a run with one task that works. */
  public static TestingHistory good(String name) {
    return TestingHistory.of(name)
        .after(10)
        .entered("Task", "Charge", "{\"amount\":5}")
        .scheduled("charge")
        .after(5)
        .started()
        .after(100)
        .succeeded("{\"StatusCode\":200,\"Payload\":{\"paid\":true}}")
        .exited("Task", "Charge", "{\"paid\":true}")
        .succeed("{\"paid\":true}");
  }

  /** Returns a run whose one task fails. */
  public static TestingHistory bad(String name, String error, String cause) {
    return TestingHistory.of(name, TestingHistory.START.plusSeconds(600), "{\"order\":8}")
        .after(10)
        .entered("Task", "Charge", "{\"amount\":6}")
        .scheduled("charge")
        .after(5)
        .started()
        .after(40)
        .failed(error, cause)
        .fail(error, cause);
  }

  /** Opens what was written below a folder. */
  public static CaseFile open(Path folder) {
    try {
      return CaseFile.open(List.of(folder));
    } catch (EvidenceException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a case and examines its two runs. */
  public static CaseFile.Examination examine(TestingCase testingCase, Path folder) {
    return examine(open(testingCase.write(folder)));
  }

  /** Examines the two runs of a case. */
  public static CaseFile.Examination examine(CaseFile file) {
    try {
      return file.examine(file.pair(), List.of());
    } catch (SelectionException e) {
      throw new AssertionError(e);
    }
  }

  /** Examines the example of the checkout. */
  public static CaseFile.Examination example() {
    return examine(open(exampleFolder()));
  }

  /** Returns the example of the checkout. */
  public static Path exampleFolder() {
    return Path.of(System.getProperty("afterimage.root", ".."))
        .resolve("examples/embedding-line-ingest");
  }

  /** Returns the page of an examination, within a budget. */
  public static String page(CaseFile.Examination examination, Path folder, long budget) {
    try {
      return HtmlReport.write(
          examination,
          List.of(folder),
          new HtmlReport.Options("afterimage compare", "test", budget, Optional.empty()));
    } catch (EvidenceException e) {
      throw new AssertionError(e);
    }
  }
}
