// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.casefile.Part;
import dev.afterimage.aws.casefile.Parts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The pages of an answer from one of its ends: what is here, what is under way, what comes next.
 */
final class PageChain {
  /** Pages that have come and are not written yet: more would only fill the memory. */
  private static final int MOST_UNWRITTEN = 4;

  private final Parts.Chain which;
  private final List<Part> parts = new ArrayList<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private Optional<String> token = Optional.empty();
  private boolean travelling;
  private int unwritten;
  private int pages;
  private int lastSize;
  private long edge;

  PageChain(Parts.Chain which) {
    this.which = which;
    restart();
  }

  /** Forgets everything. */
  void restart() {
    parts.clear();
    token = Optional.empty();
    pages = 0;
    lastSize = 0;
    edge = which == Parts.Chain.FORWARD ? 0 : Long.MAX_VALUE;
  }

  Parts.Chain which() {
    return which;
  }

  /** A page from an earlier time is here. */
  void took(Part part, long newEdge) {
    ahead(part.token(), part.items() == 0 ? edge : newEdge, part.items());
    parts.add(part);
  }

  /** A page has come and is about to be written. */
  void ahead(Optional<String> next, long newEdge, int size) {
    pages++;
    token = next;
    edge = newEdge;
    lastSize = size;
  }

  /** Writes a page behind those that are being written. */
  void write(Runnable work, Executor executor) {
    unwritten++;
    writing = writing.thenRunAsync(work, executor);
  }

  void wrote(Part part) {
    unwritten--;
    parts.add(part);
  }

  void sent() {
    travelling = true;
  }

  void arrived() {
    travelling = false;
  }

  boolean isTravelling() {
    return travelling;
  }

  /**
   * Whether the next page may be asked for.
   *
   * @param ahead before the last one is written
   */
  boolean mayTravel(boolean ahead) {
    return !travelling && unwritten <= (ahead ? MOST_UNWRITTEN : 0);
  }

  boolean isIdle() {
    return !travelling && unwritten == 0;
  }

  /** Whether the last page is here. */
  boolean isAtEnd() {
    return pages > 0 && token.isEmpty();
  }

  Optional<String> token() {
    return token;
  }

  int pages() {
    return pages;
  }

  int written() {
    return parts.size();
  }

  int lastSize() {
    return lastSize;
  }

  /** Returns the id of the item nearest to the other end. */
  long edge() {
    return edge;
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  ObjectNode head() {
    return parts.get(parts.size() - 1).head();
  }

  Instant firstAt() {
    return parts.get(0).at();
  }
}
