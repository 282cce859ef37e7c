// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code afterimage image diff} prints as JSON, and ranks it by what could matter.
 *
 * @param function the function that ran the images
 * @param onTrace the files that the failing stack trace names; empty for other functions
 */
record DiffJson(String function, List<String> onTrace) {
  /** A person reads a score of differences; the whole list stands in the file itself. */
  private static final int MOST_ITEMS = 100;

  DiffJson {
    onTrace = List.copyOf(onTrace);
  }

  ContentDifference read(EvidenceRecord record) {
    List<ContentDifference.Item> items = new ArrayList<>();
    files(record, items);
    packages(record, items);
    settings(record, items);
    items.sort(
        Comparator.comparing(ContentDifference.Item::kind)
            .thenComparing(ContentDifference.Item::subject)
            .thenComparing(ContentDifference.Item::ref));
    List<ContentDifference.Item> shown = items.subList(0, Math.min(items.size(), MOST_ITEMS));
    int unlisted = count(record, "unlisted");
    return new ContentDifference(
        function,
        new ContentDifference.Verdict(
            record.text("verdict").orElse(""),
            record.get("differs").asBoolean(false),
            record.text("because").orElse("")),
        shown,
        new ContentDifference.Totals(
            record.get("files").size() + unlisted,
            record.get("packages").size(),
            record.get("config").size(),
            count(record, "timesOnly"),
            items.size() - shown.size() + unlisted),
        record.ref());
  }

  private static int count(EvidenceRecord record, String field) {
    return Json.whole(record.body(), field).map(Long::intValue).orElse(0);
  }

  private void files(EvidenceRecord record, List<ContentDifference.Item> items) {
    Ref list = record.ref("files");
    int index = 0;
    for (JsonNode file : record.get("files")) {
      Ref ref = list.child(index++);
      Optional<String> path = Json.text(file, "path");
      if (path.isEmpty()) {
        continue;
      }
      ContentDifference.Kind kind =
          FailingText.names(onTrace, path.get())
              ? ContentDifference.Kind.FILE_ON_TRACE
              : file.path("packageChanged").asBoolean(false)
                  ? ContentDifference.Kind.FILE_OF_PACKAGE
                  : ContentDifference.Kind.FILE;
      items.add(new ContentDifference.Item(kind, path.get(), change(file), ref));
    }
  }

  private static String change(JsonNode file) {
    List<String> aspects = new ArrayList<>();
    file.path("aspects").forEach(aspect -> aspects.add(aspect.asText("")));
    String relation = Json.text(file, "relation").orElse("changed");
    return aspects.isEmpty() ? relation : relation + " in " + String.join(", ", aspects);
  }

  private void packages(EvidenceRecord record, List<ContentDifference.Item> items) {
    Ref list = record.ref("packages");
    int index = 0;
    for (JsonNode one : record.get("packages")) {
      Ref ref = list.child(index++);
      String name = Json.text(one, "name").orElse("");
      ContentDifference.Kind kind =
          FailingText.leadsThrough(onTrace, name)
              ? ContentDifference.Kind.PACKAGE_ON_TRACE
              : ContentDifference.Kind.PACKAGE;
      String subject = (Json.text(one, "ecosystem").orElse("") + " " + name).strip();
      items.add(new ContentDifference.Item(kind, subject, values(one), ref));
    }
  }

  private static void settings(EvidenceRecord record, List<ContentDifference.Item> items) {
    Ref list = record.ref("config");
    int index = 0;
    for (JsonNode one : record.get("config")) {
      Ref ref = list.child(index++);
      String key = Json.text(one, "key").map(text -> " " + text).orElse("");
      String subject = Json.text(one, "field").orElse("") + key;
      items.add(
          new ContentDifference.Item(
              ContentDifference.Kind.CONFIGURATION, subject, values(one), ref));
    }
  }

  private static String values(JsonNode node) {
    Optional<String> before = Json.text(node, "a");
    Optional<String> after = Json.text(node, "b");
    if (before.isEmpty()) {
      return "added: " + after.orElse("");
    }
    return after.map(b -> before.get() + " → " + b).orElseGet(() -> "removed: " + before.get());
  }
}
