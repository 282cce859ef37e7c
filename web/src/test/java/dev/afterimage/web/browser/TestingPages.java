// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web.browser;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.report.html.HtmlReport;
import dev.afterimage.report.testing.TestingExaminations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports on disk, as the command line writes them. */
public final class TestingPages {
  private TestingPages() {}

  /** Writes the report of the example. */
  public static Path example(Path folder) {
    return write(TestingExaminations.exampleFolder(), folder.resolve("example.html"));
  }

  /** Writes a case and its report. */
  public static Path of(TestingCase testingCase, Path folder) {
    return write(testingCase.write(folder.resolve("case")), folder.resolve("report.html"));
  }

  private static Path write(Path evidence, Path file) {
    CaseFile.Examination examination =
        TestingExaminations.examine(TestingExaminations.open(evidence));
    try {
      return Files.writeString(
          file, TestingExaminations.page(examination, evidence, HtmlReport.DEFAULT_BUDGET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
