// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.trail.Trail;
import java.util.Map;
import java.util.TreeMap;

/** The keys of KMS that environment variables and images are encrypted with. */
public final class Keys {

  /** What a key can be used for. */
  public enum State {
    /** It decrypts. */
    ENABLED,
    /** It was disabled. */
    DISABLED,
    /** It waits for its deletion. */
    PENDING_DELETION,
    /** The grant that Lambda used was revoked. */
    GRANT_REVOKED
  }

  private final Trail trail;
  private final Map<String, State> states = new TreeMap<>();

  /** All keys work. */
  public Keys(Trail trail) {
    this.trail = requireNonNull(trail, "trail is null");
  }

  /** Brings a key into a state in which it decrypts nothing for Lambda. */
  public void spoil(Actor actor, String keyArn, State state) {
    states.put(keyArn, state);
    String event =
        switch (state) {
          case DISABLED -> "DisableKey";
          case PENDING_DELETION -> "ScheduleKeyDeletion";
          case GRANT_REVOKED -> "RevokeGrant";
          case ENABLED -> "EnableKey";
        };
    trail.record(
        new ManagementCall(actor, "kms", event)
            .request(Json.object("keyId", keyArn))
            .about("AWS::KMS::Key", keyArn));
  }

  /** Returns the state of a key. */
  public State state(String keyArn) {
    return states.getOrDefault(keyArn, State.ENABLED);
  }
}
