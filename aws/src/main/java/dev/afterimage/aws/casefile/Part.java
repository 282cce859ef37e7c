// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One page of an answer that is not whole yet, in a file of its own: a line that says what it is,
 * then a line for each item.
 *
 * @param at when it was asked for
 * @param token the token of the page behind it; none behind the last
 * @param head the members of the answer beside its items
 * @param items how many items it has
 */
public record Part(Path file, Instant at, Optional<String> token, ObjectNode head, int items) {
  public Part {
    requireNonNull(file, "file is null");
    requireNonNull(at, "at is null");
    requireNonNull(token, "token is null");
    requireNonNull(head, "head is null");
  }
}
