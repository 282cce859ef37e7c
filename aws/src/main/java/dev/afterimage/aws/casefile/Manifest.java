// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The manifest of a case, in the form that the contract fixes, an entry on each line. */
record Manifest(
    Collection<String> asked, Instant asOf, List<StoredCall> calls, List<CaseGap> gaps) {
  Manifest {
    asked = List.copyOf(asked);
    calls = List.copyOf(calls);
    gaps = List.copyOf(gaps);
  }

  String text(CaseStore.Redaction redaction) {
    StringBuilder text = new StringBuilder("{\n\"afterimage\": \"case/1\"");
    list(text, "asked", asked.stream().map(arn -> TextNode.valueOf(arn).toString()).toList());
    text.append(",\n\"asOf\": \"").append(asOf).append('"');
    list(text, "calls", calls.stream().map(call -> call.json().toString()).toList());
    list(text, "gaps", gaps.stream().map(gap -> gap.json().toString()).toList());
    return text.append(",\n\"redaction\": ")
        .append(redaction(redaction))
        .append("\n}\n")
        .toString();
  }

  private static void list(StringBuilder text, String name, List<String> items) {
    text.append(",\n\"").append(name).append("\": [");
    text.append(items.isEmpty() ? "" : "\n").append(String.join(",\n", items)).append(']');
  }

  private static ObjectNode redaction(CaseStore.Redaction redaction) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    redaction
        .keyId()
        .ifPresentOrElse(id -> node.put("keyId", id), () -> node.put("revealed", true));
    return node;
  }
}
