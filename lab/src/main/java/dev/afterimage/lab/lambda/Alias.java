// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name that stands for a version, or for two with weights.
 *
 * @param name the alias
 * @param version the version that gets what the others do not
 * @param weights further versions with their shares, from 0 to 1
 * @param revisionId changes with each update
 */
record Alias(String name, String version, Map<String, Double> weights, String revisionId) {
  Alias {
    requireNonNull(name, "name is null");
    requireNonNull(version, "version is null");
    weights = new TreeMap<>(weights);
    requireNonNull(revisionId, "revisionId is null");
  }

  ObjectNode describe(String functionArn) {
    ObjectNode answer =
        Json.object()
            .put("AliasArn", functionArn + ":" + name)
            .put("Name", name)
            .put("FunctionVersion", version)
            .put("Description", "");
    if (!weights.isEmpty()) {
      ObjectNode shares = answer.withObject("/RoutingConfig/AdditionalVersionWeights");
      weights.forEach(shares::put);
    }
    return answer.put("RevisionId", revisionId);
  }
}
