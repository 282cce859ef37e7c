// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The code that a function ran in one run, with the grade of its proof.
 *
 * @param version the version that ran
 * @param digest none where nothing tells it; a lead only where the grade is unknown
 * @param description what the registry says of it
 * @param proof why, and how well that is proved
 * @param uses where it ran
 */
public record ImageInForce(
    String version, Optional<String> digest, Description description, Proof proof, Uses uses) {

  /** How well it is proved what ran, the strongest first. */
  public enum Grade {
    PROVED,
    RECONSTRUCTED,
    AMBIGUOUS,
    UNKNOWN
  }

  /** The grade, the reason in one sentence, and what it rests on. */
  public record Proof(Grade grade, String because, List<Ref> evidence) {
    public Proof {
      requireNonNull(grade, "grade is null");
      requireNonNull(because, "because is null");
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * What the registry says of an image.
   *
   * @param uri the image with its digest
   * @param tags the tags it has now; what they pointed to before is not kept
   */
  public record Description(
      Optional<String> uri,
      Optional<String> repository,
      Optional<Instant> pushedAt,
      List<String> tags) {
    /** Nothing is known. */
    public static final Description NONE =
        new Description(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Description {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Where and when an image ran.
   *
   * @param sandboxes the log streams of the sandboxes that are known to have run it
   * @param steps the paths of the steps whose calls ran it, or may have where the grade is
   *     ambiguous
   * @param from when it was used first
   * @param to when it was used last
   * @param evidence what shows the sandboxes and the calls
   */
  public record Uses(
      List<String> sandboxes, List<String> steps, Instant from, Instant to, List<Ref> evidence) {
    public Uses {
      sandboxes = List.copyOf(sandboxes);
      steps = List.copyOf(steps);
      requireNonNull(from, "from is null");
      requireNonNull(to, "to is null");
      evidence = List.copyOf(evidence);
    }
  }

  public ImageInForce {
    requireNonNull(version, "version is null");
    requireNonNull(digest, "digest is null");
    requireNonNull(description, "description is null");
    requireNonNull(proof, "proof is null");
    requireNonNull(uses, "uses is null");
  }

  /** Returns this image with another proof. */
  ImageInForce with(Proof other) {
    return new ImageInForce(version, digest, description, other, uses);
  }

  /** Whether the digest is known, rather than a lead. */
  public boolean isKnown() {
    return digest.isPresent()
        && (proof.grade() == Grade.PROVED || proof.grade() == Grade.RECONSTRUCTED);
  }
}
