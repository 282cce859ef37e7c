// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.code.ProcessView;

/** What a worker reads of the item that it was given. */
public final class Item {
  private Item() {}

  /** Returns the item of an invocation. */
  public static JsonNode of(ProcessView process) {
    JsonNode event = process.event();
    return event.has("item") ? event.path("item") : event;
  }

  /** Returns the key of the item, or the name of the job where there is no item. */
  public static String key(ProcessView process) {
    JsonNode item = of(process);
    return item.path("key").asText(item.path("job").asText("-"));
  }

  /** Returns the size of the item; 0 where it has none. */
  public static int size(ProcessView process) {
    return of(process).path("size").asInt();
  }
}
