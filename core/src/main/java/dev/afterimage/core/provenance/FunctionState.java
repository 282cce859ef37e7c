// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.Optional;

/**
 * The code and configuration that one answer shows of one version of a function.
 *
 * @param version a number, or {@code $LATEST}
 * @param validity when it held
 * @param configuration the configuration, with the keys of get-function-configuration
 * @param source what shows it
 */
public record FunctionState(
    String function,
    String version,
    Validity validity,
    Code code,
    JsonNode configuration,
    Source source) {

  /** The qualifier of code that is not published. */
  public static final String LATEST = "$LATEST";

  /**
   * The time for which an answer is known to hold: from the last change of the function to the
   * moment the answer was given.
   *
   * @param modified the function's LastModified
   * @param askedAt none where no manifest tells it
   */
  public record Validity(Optional<Instant> modified, Optional<Instant> askedAt) {

    /** Whether the state held at every moment between two. */
    public boolean covers(Instant from, Instant to) {
      return modified.filter(at -> !at.isAfter(from)).isPresent()
          && askedAt.filter(at -> !at.isBefore(to)).isPresent();
    }
  }

  /**
   * The code of a version.
   *
   * @param digest {@code sha256:…} of an image, CodeSha256 of a Zip package
   * @param uri the image with its digest, as Lambda resolved it
   * @param asked the image as the function was told it: a tag proves nothing
   */
  public record Code(
      PackageType type, String digest, Optional<String> uri, Optional<String> asked) {}

  /** How the code of a function is packaged. */
  public enum PackageType {
    IMAGE,
    ZIP
  }

  /**
   * What shows a state.
   *
   * @param isTrail whether that is CloudTrail, which leaves fields out, rather than an answer
   */
  public record Source(Ref ref, boolean isTrail) {
    public Source {
      requireNonNull(ref, "ref is null");
    }
  }

  public FunctionState {
    requireNonNull(function, "function is null");
    requireNonNull(version, "version is null");
    requireNonNull(validity, "validity is null");
    requireNonNull(code, "code is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(source, "source is null");
  }

  /** Returns the ref to the configuration. */
  public Ref ref() {
    return source.ref();
  }

  /** Whether CloudTrail shows this state, rather than an answer. */
  public boolean isFromTrail() {
    return source.isTrail();
  }

  /** Whether the function ran this state when asked, rather than the one before an update. */
  public boolean isSettled() {
    String status = configuration.path("LastUpdateStatus").asText("Successful");
    return status.equals("Successful");
  }

  /** Whether the update that made this state failed: the function went on with the one before. */
  public boolean hasFailedUpdate() {
    return configuration.path("LastUpdateStatus").asText("").equals("Failed");
  }

  /** Whether this is a published version, which never changes. */
  public boolean isPublished() {
    return !version.equals(LATEST);
  }
}
