// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the tag that a function was deployed by with what the function ran. */
public final class TagDrifts {
  private TagDrifts() {}

  /** Returns the drift of the tag of a function; none where it was deployed by no tag. */
  public static Optional<TagDrift> of(ImageHistory history, FunctionImages images) {
    return history.states().of(images.function()).stream()
        .filter(state -> state.code().asked().flatMap(Tag::of).isPresent())
        .reduce((earlier, later) -> later)
        .map(state -> drift(history, state, images));
  }

  private static TagDrift drift(ImageHistory history, FunctionState state, FunctionImages images) {
    String asked = state.code().asked().orElseThrow();
    Optional<EvidenceRecord> target =
        Tag.of(asked).flatMap(tag -> history.registry().tagged(tag.repository(), tag.name()));
    Optional<String> digest = target.flatMap(image -> image.text("imageDigest"));
    String deployed = state.code().digest();
    List<Ref> refs = new ArrayList<>(List.of(state.ref()));
    target.ifPresent(image -> refs.add(image.ref("imageTags")));
    return new TagDrift(
        asked,
        digest,
        Optional.of(deployed),
        new TagDrift.Ran(digests(images.a()), digests(images.b())),
        digest.filter(now -> !history.registry().isSame(now, deployed)).isPresent(),
        refs);
  }

  private static List<String> digests(List<ImageInForce> images) {
    return images.stream().flatMap(image -> image.digest().stream()).distinct().toList();
  }
}
