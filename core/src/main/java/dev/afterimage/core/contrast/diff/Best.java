// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best candidates so far; which ones they are does not depend on the order they come in. */
final class Best {
  private final int most;
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Comparator.reverseOrder());

  Best(int most) {
    this.most = most;
  }

  synchronized void addAll(Collection<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      queue.add(candidate);
      if (queue.size() > most) {
        queue.remove();
      }
    }
  }

  synchronized List<Candidate> sorted() {
    return queue.stream().sorted().toList();
  }
}
