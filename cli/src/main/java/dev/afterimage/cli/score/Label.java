// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is true of a labelled case.
 *
 * @param id the root; none where nothing failed
 * @param chain the causes from the root to the failing leaf
 * @param accept causes that are right as the root as well
 * @param run the run under question, where the evidence leaves open which is meant
 */
public record Label(
    Optional<String> id, Set<String> chain, Set<String> accept, Optional<String> run) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Label {
    requireNonNull(id, "id is null");
    chain = Set.copyOf(chain);
    accept = Set.copyOf(accept);
    requireNonNull(run, "run is null");
  }

  /** Reads the label in a {@code truth.json}. */
  static Label read(Path file) throws IOException {
    JsonNode node = JSON.readTree(file.toFile());
    return new Label(
        Optional.of(node.path("id").asText("")).filter(id -> !id.isEmpty() && !id.equals("null")),
        names(node.path("chain")),
        names(node.path("accept")),
        Optional.of(node.path("run").asText("")).filter(run -> !run.isEmpty()));
  }

  private static Set<String> names(JsonNode array) {
    Set<String> names = new TreeSet<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Whether a cause is right as the root; none is right where nothing failed. */
  boolean isRight(Optional<String> root) {
    return root.isPresent() ? root.equals(id) || accept.contains(root.get()) : id.isEmpty();
  }

  /** Whether a cause is true of the case, as the root or as a link. */
  boolean isTrue(String cause) {
    return id.filter(cause::equals).isPresent() || accept.contains(cause) || chain.contains(cause);
  }
}
