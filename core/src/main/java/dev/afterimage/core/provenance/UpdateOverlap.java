// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.ImageInForce.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run during which the code of a function was updated: each sandbox that served it is placed
 * before or after the update by the start of its process.
 *
 * @param before the digest in force before the update
 */
record UpdateOverlap(Usage usage, TrailEvent update, Optional<String> before) {

  /** Returns the images that the run saw: one where every sandbox stands on one side. */
  List<ImageInForce> images(Function<String, ImageInForce.Description> describe) {
    List<Sandbox> old = usage.sandboxes().stream().filter(this::isOld).toList();
    List<Sandbox> fresh = usage.sandboxes().stream().filter(this::isNew).toList();
    boolean allPlaced = old.size() + fresh.size() == usage.sandboxes().size();
    List<ImageInForce> images = new ArrayList<>();
    if (!(allPlaced && !fresh.isEmpty() && old.isEmpty())) {
      images.add(image(before, old, allPlaced, describe));
    }
    if (!(allPlaced && !old.isEmpty() && fresh.isEmpty())) {
      images.add(image(TrailCode.digest(update), fresh, allPlaced, describe));
    }
    return images;
  }

  /** A sandbox that was seen before the update has the old code for life. */
  private boolean isOld(Sandbox sandbox) {
    return sandbox.firstSeen().isBefore(update.at());
  }

  private boolean isNew(Sandbox sandbox) {
    return sandbox.generations().get(0).start().known() && !isOld(sandbox);
  }

  private ImageInForce image(
      Optional<String> digest,
      List<Sandbox> servedBy,
      boolean allPlaced,
      Function<String, ImageInForce.Description> describe) {
    List<Ref> refs = new ArrayList<>();
    refs.add(update.ref());
    servedBy.forEach(sandbox -> refs.add(sandbox.ref()));
    boolean placed = allPlaced && !servedBy.isEmpty();
    String because =
        placed
            ? servedBy.size()
                + " of its sandboxes stand on this side of an update of the code inside the run"
            : "the code was updated inside the run, and not every sandbox can be placed before or"
                + " after it";
    return new ImageInForce(
        FunctionState.LATEST,
        digest,
        digest.map(describe).orElse(ImageInForce.Description.NONE),
        new ImageInForce.Proof(placed ? Grade.RECONSTRUCTED : Grade.AMBIGUOUS, because, refs));
  }
}
