// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CausePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in docs/causes are those that the catalogue gives. {@code -Dafterimage.docs.write=true}
 * writes them anew.
 */
class CausePagesTest {
  private static final Path ROOT = Path.of(System.getProperty("afterimage.root", ".."));
  private static final Path DOCS = ROOT.resolve("docs/causes");
  private static final Path PROSE =
      ROOT.resolve("core/src/main/resources/dev/afterimage/core/diagnosis/causes");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern STEP = Pattern.compile("(?m)^(?=\\d+\\. )");
  private static final Pattern COMMAND = Pattern.compile("(?m)^ *aws \\S+ (\\S+)");
  private static final Pattern READS =
      Pattern.compile("(describe|get|list|lookup|filter|simulate|head|wait)(-.*)?");
  private static final String CHANGES = "(changes state)";

  static List<Cause> causes() {
    return CausePages.causes();
  }

  private static Map<String, String> generated() {
    Map<String, String> pages = new TreeMap<>();
    causes().forEach(cause -> pages.put(cause.id() + ".md", CausePages.markdown(cause)));
    pages.put("README.md", CausePages.index());
    return pages;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void docs_areWhatTheCatalogueGives() throws IOException {
    Map<String, String> pages = generated();
    if (Boolean.getBoolean("afterimage.docs.write")) {
      Files.createDirectories(DOCS);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(DOCS.resolve(page.getKey()), page.getValue());
      }
    }
    assertThat(names(DOCS)).containsExactlyElementsOf(pages.keySet());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(DOCS.resolve(page.getKey())))
          .as(page.getKey() + "; run with -Dafterimage.docs.write=true")
          .isEqualTo(page.getValue());
    }
  }

  @Test
  void prose_isThereForEachCause_andForNoOther() throws IOException {
    assertThat(names(PROSE))
        .containsExactlyElementsOf(causes().stream().map(cause -> cause.id() + ".md").toList());
  }

  @Test
  void index_namesEachCauseOnce() {
    String index = CausePages.index();
    for (Cause cause : causes()) {
      assertThat(index).containsOnlyOnce("](" + cause.id() + ".md): " + cause.title() + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  void links_leadToPages(Cause cause) {
    Matcher link = LINK.matcher(CausePages.markdown(cause));
    while (link.find()) {
      String to = link.group(1);
      assertThat(to.equals("README.md") || Catalogue.find(to.replaceAll("\\.md$", "")).isPresent())
          .as(to)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  void mistakenFor_partsTheCauseFromOthers(Cause cause) {
    List<String> items =
        section(cause, "Mistaken for").lines().filter(line -> line.startsWith("- ")).toList();

    assertThat(items).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    assertThat(items).allMatch(item -> item.matches("- \\[([a-z0-9-]+)\\]\\(\\1\\.md\\): .+"));
    assertThat(items).noneMatch(item -> item.contains("[" + cause.id() + "]"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void steps_sayWhichCommandsChangeState(Cause cause) {
    List<String> wrong = new ArrayList<>();
    for (String step : STEP.split(section(cause, "What to do"), -1)) {
      List<String> verbs = COMMAND.matcher(step).results().map(m -> m.group(1)).toList();
      boolean changes = verbs.stream().anyMatch(verb -> !READS.matcher(verb).matches());
      if (!verbs.isEmpty() && changes != step.contains(CHANGES)) {
        wrong.add(step);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("causes")
  void steps_endWithWhatWouldProveTheCause(Cause cause) {
    List<String> steps =
        STEP.splitAsStream(section(cause, "What to do")).filter(step -> !step.isBlank()).toList();

    assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
    assertThat(steps.get(steps.size() - 1)).contains("To prove ");
  }

  @ParameterizedTest
  @MethodSource("causes")
  void text_fitsTheTerminal_andHasNoMarkdown(Cause cause) {
    String text = CauseText.of(cause, 100);

    assertThat(text.lines().filter(line -> line.length() > 100)).isEmpty();
    assertThat(text).doesNotContain("```", "](", "##").endsWith("\n").doesNotEndWith("\n\n");
    assertThat(text).contains(CausePage.TITLES).contains("Crucial prediction: ");
  }

  private static String section(Cause cause, String title) {
    return CausePage.of(cause).sections().stream()
        .filter(section -> section.title().equals(title))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
