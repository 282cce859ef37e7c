// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.OpenProof;
import java.util.ArrayList;
import java.util.List;

/** The images whose proof leaves something open, with what would prove more. */
public final class OpenImages {
  private OpenImages() {}

  /**
   * An image that is not proved.
   *
   * @param side {@code A} or {@code B}
   */
  record OpenImage(String side, ImageInForce image, OpenProof open) {}

  /** Returns the images of a function that are not proved, those of the baseline first. */
  static List<OpenImage> of(ImageHistory history, FunctionImages images) {
    List<OpenImage> open = new ArrayList<>();
    open.addAll(of(history, images.function(), "A", images.a()));
    open.addAll(of(history, images.function(), "B", images.b()));
    return open;
  }

  private static List<OpenImage> of(
      ImageHistory history, String function, String side, List<ImageInForce> images) {
    return images.stream()
        .filter(image -> image.proof().grade() != ImageInForce.Grade.PROVED)
        .map(image -> new OpenImage(side, image, OpenProof.of(history, function, image, images)))
        .toList();
  }

  /** Returns a call as one line for a shell. */
  public static String command(OpenProof.Call call) {
    return String.join(" ", call.command().stream().map(Commands::quoted).toList());
  }
}
