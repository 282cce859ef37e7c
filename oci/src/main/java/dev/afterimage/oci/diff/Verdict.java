// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

/**
 * What the comparison comes to.
 *
 * @param text a sentence for people
 */
public record Verdict(Kind kind, String text) {
  /** How two images relate. */
  public enum Kind {
    /** One digest, or one configuration over the same layers. */
    SAME("same", false),
    /** The same layers under another packing or another manifest. */
    REPACKED("repacked", false),
    /** Built anew: only times differ. */
    REBUILT("rebuilt-without-change", false),
    /** The lower layers differ, the upper ones are the same. */
    BASE_MOVED("base-moved", true),
    /** The lower layers are the same, the upper ones differ. */
    APP_CHANGED("app-changed", true),
    /** Anything else. */
    DIFFERENT("different", true),
    /** No difference was found, and not everything could be compared. */
    INCOMPLETE("incomplete", false);

    private final String id;
    private final boolean differs;

    Kind(String id, boolean differs) {
      this.id = id;
      this.differs = differs;
    }

    /** Returns the word for it in JSON. */
    public String id() {
      return id;
    }

    /** Whether a difference was found that a container could see. */
    public boolean differs() {
      return differs;
    }
  }

  public Verdict {
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
  }
}
