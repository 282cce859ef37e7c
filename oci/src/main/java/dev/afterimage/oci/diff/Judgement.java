// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageConfig;
import java.util.List;
import java.util.Optional;

/** Comes to the verdict over the differences that were found. */
final class Judgement {
  private final Image a;
  private final Image b;

  private Judgement(Image a, Image b) {
    this.a = a;
    this.b = b;
  }

  /** Returns the verdict where digests alone decide. */
  static Optional<Verdict> byDigest(Image a, Image b) {
    boolean sameManifest =
        a.identity().manifest().isPresent()
            && a.identity().manifest().equals(b.identity().manifest());
    if (sameManifest) {
      return Optional.of(
          new Verdict(Verdict.Kind.SAME, "Same image: both have the digest " + digest(a) + "."));
    }
    if (a.identity().config().equals(b.identity().config())) {
      return Optional.of(
          new Verdict(
              Verdict.Kind.REPACKED,
              "Same image, packed again: one configuration over the same layers, under different"
                  + " manifests or compressions."));
    }
    return Optional.empty();
  }

  private static String digest(Image image) {
    return image.identity().manifest().map(Object::toString).orElse("?");
  }

  static Verdict of(ImageDiff.Pair images, Evidence evidence) {
    return new Judgement(images.a(), images.b()).of(evidence);
  }

  /** What was found. */
  record Evidence(
      List<ConfigChange> config, List<LayerRow> layers, ContentDiff content, boolean complete) {}

  private Verdict of(Evidence evidence) {
    ContentDiff content = evidence.content();
    int files = content.files().size() + content.unlisted();
    if (files == 0 && evidence.config().isEmpty()) {
      return evidence.complete() ? unchanged(evidence) : incomplete();
    }
    String what = count(files, evidence);
    boolean layersSame =
        evidence.layers().stream().allMatch(row -> row.relation() == Relation.SAME);
    if (files == 0) {
      return new Verdict(
          Verdict.Kind.DIFFERENT,
          "The files are the same"
              + (layersSame ? "" : " but for times")
              + "; the configuration differs: "
              + what
              + ".");
    }
    return placed(evidence, what);
  }

  private Verdict placed(Evidence evidence, String what) {
    List<LayerRow> rows = evidence.layers();
    int below = run(rows, false);
    int above = run(rows, true);
    if (above > 0 && below == 0) {
      return new Verdict(
          Verdict.Kind.BASE_MOVED,
          "The base moved under the same app: the upper "
              + layers(above)
              + " the same, what differs stands below: "
              + what
              + ".");
    }
    if (below > 0) {
      return new Verdict(
          Verdict.Kind.APP_CHANGED,
          "The base is the same: the lowest "
              + layers(below)
              + " equal; above them differ "
              + what
              + ".");
    }
    return new Verdict(Verdict.Kind.DIFFERENT, "The images differ: " + what + ".");
  }

  private static String layers(int count) {
    return count == 1 ? "layer is" : count + " layers are";
  }

  /** Returns how many rows at one end are the same but for times. */
  private static int run(List<LayerRow> rows, boolean fromTop) {
    int count = 0;
    while (count < rows.size()) {
      LayerRow row = rows.get(fromTop ? rows.size() - 1 - count : count);
      if (row.relation() != Relation.SAME && row.relation() != Relation.SAME_CONTENT) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static String count(int files, Evidence evidence) {
    StringBuilder text = new StringBuilder();
    part(text, files, "file");
    part(text, evidence.content().packages().size(), "package");
    part(text, evidence.config().size(), "setting");
    return text.toString();
  }

  private static void part(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(text.length() > 0 ? ", " : "").append(count).append(' ').append(what);
      text.append(count == 1 ? "" : "s");
    }
  }

  private Verdict unchanged(Evidence evidence) {
    ImageConfig left = a.config();
    ImageConfig right = b.config();
    int times = evidence.content().timesOnly();
    String same = times == 0 ? "" : " The times of " + times + " paths differ.";
    if (left.diffIds().equals(right.diffIds())) {
      return new Verdict(
          Verdict.Kind.REBUILT,
          "Rebuilt without change: the layers are the same, the configurations differ in times or"
              + " history only.");
    }
    return new Verdict(
        Verdict.Kind.REBUILT,
        "Rebuilt without change: every file has the same content, mode and owner; only times or"
            + " packing differ."
            + same);
  }

  private static Verdict incomplete() {
    return new Verdict(
        Verdict.Kind.INCOMPLETE,
        "No difference was found, but not everything could be compared; see the gaps.");
  }
}
