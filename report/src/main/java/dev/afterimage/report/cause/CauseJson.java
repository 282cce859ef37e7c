// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.cause;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.diagnosis.CausalMap;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CausePage;
import dev.afterimage.report.Names;

/** A cause of the catalogue with its page, as JSON. */
public final class CauseJson {
  private CauseJson() {}

  /** Returns a cause; the text of its sections is Markdown. */
  public static String of(Cause cause) {
    CausePage page = CausePage.of(cause);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", cause.id());
    json.put("title", cause.title());
    json.put("role", Names.of(cause.role()));
    json.put("family", Names.of(page.family()));
    json.put("crucial", cause.crucial());
    ObjectNode remedy = json.putObject("remedy");
    remedy.put("text", cause.remedy().text());
    remedy.put("why", cause.remedy().why());
    CausalMap.causesOf(cause.id()).forEach(json.putArray("broughtAboutBy")::add);
    CausalMap.effectsOf(cause.id()).forEach(json.putArray("bringsAbout")::add);
    for (CausePage.Section section : page.sections()) {
      json.withArray("sections")
          .addObject()
          .put("title", section.title())
          .put("text", section.text());
    }
    return json.toPrettyString() + "\n";
  }
}
