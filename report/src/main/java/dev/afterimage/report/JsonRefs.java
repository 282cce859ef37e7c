// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.evidence.Location;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Refs and claims as JSON. */
final class JsonRefs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonRefs() {}

  static ObjectNode claim(Claim claim) {
    ObjectNode node = JSON.objectNode();
    node.put("text", claim.text());
    node.put("weight", Numbers.rounded(claim.weight()));
    node.set("evidence", refs(claim.evidence()));
    return node;
  }

  static ArrayNode refs(List<Ref> refs) {
    ArrayNode nodes = JSON.arrayNode();
    refs.forEach(ref -> nodes.add(ref(ref)));
    return nodes;
  }

  static ObjectNode ref(Ref ref) {
    ObjectNode node = JSON.objectNode();
    node.put("file", ref.file().path());
    if (ref.location() instanceof Location.Bytes bytes) {
      node.putArray("bytes").add(bytes.from()).add(bytes.to());
    } else if (ref.location() instanceof Location.Pointer pointer) {
      node.put("pointer", pointer.value());
    }
    ref.inner().ifPresent(inner -> node.put("inner", inner));
    ref.at().ifPresent(at -> node.put("at", Moments.utc(at)));
    return node;
  }

  static void put(ObjectNode node, String field, Optional<String> value) {
    node.put(field, value.orElse(null));
  }

  static void putMoment(ObjectNode node, String field, Optional<Instant> moment) {
    put(node, field, moment.map(Moments::utc));
  }
}
