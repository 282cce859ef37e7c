// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.asl.Scope;
import dev.afterimage.lab.asl.StateFailure;
import dev.afterimage.lab.asl.StateSpec;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads the items of a distributed Map: from its input, or from an object in S3. */
final class ItemReader {

  /**
   * What was read.
   *
   * @param list the items
   * @param problem why there are none
   */
  record Items(ArrayNode list, Optional<String> problem) {
    static Items problem(String why) {
      return new Items(Json.array(), Optional.of(why));
    }
  }

  private ItemReader() {}

  static Items read(DistributedMapVisit visit, Scope entered) throws StateFailure {
    StateSpec spec = visit.spec();
    if (!spec.has("ItemReader")) {
      return new Items(visit.data().items(spec, entered), Optional.empty());
    }
    JsonNode reader = spec.node("ItemReader");
    JsonNode place =
        visit.data().arguments(new StateSpec(spec.name(), reader, spec.isJsonata()), entered);
    String bucket = place.path("Bucket").asText();
    String key = place.path("Key").asText();
    ObjectStore objects = visit.run().engine().objects();
    if (!objects.isReadable(bucket)) {
      return Items.problem(
          "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)");
    }
    Optional<String> content = objects.get(bucket, key);
    if (content.isEmpty()) {
      return Items.problem(
          "The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey)");
    }
    return parse(content.get(), reader.path("ReaderConfig"));
  }

  private static Items parse(String content, JsonNode config) {
    int most = config.path("MaxItems").asInt(Integer.MAX_VALUE);
    if (most < 0) {
      return Items.problem("field MaxItems must be positive");
    }
    Items all =
        config.path("InputType").asText("JSON").equals("CSV")
            ? csv(content, config)
            : json(content);
    ArrayNode kept = Json.array();
    for (int i = 0; i < all.list().size() && (most == 0 || i < most); i++) {
      kept.add(all.list().get(i));
    }
    return new Items(kept, all.problem());
  }

  private static Items json(String content) {
    try {
      return Json.parse(content) instanceof ArrayNode array
          ? new Items(array, Optional.empty())
          : Items.problem("Attempting to map over non-iterable node.");
    } catch (IllegalArgumentException e) {
      return Items.problem("Failed to parse the item source as JSON.");
    }
  }

  private static Items csv(String content, JsonNode config) {
    List<String> lines = new ArrayList<>(content.lines().toList());
    List<String> headers = new ArrayList<>();
    if (config.path("CSVHeaderLocation").asText().equals("GIVEN")) {
      config.path("CSVHeaders").forEach(header -> headers.add(header.asText()));
    } else if (!lines.isEmpty()) {
      headers.addAll(List.of(lines.remove(0).split(",", -1)));
    }
    if (new HashSet<>(headers).size() < headers.size()) {
      return Items.problem("CSV headers cannot contain duplicates.");
    }
    ArrayNode rows = Json.array();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      ObjectNode row = rows.addObject();
      for (int i = 0; i < headers.size(); i++) {
        row.put(headers.get(i), i < cells.length ? cells[i] : "");
      }
    }
    return new Items(rows, Optional.empty());
  }
}
