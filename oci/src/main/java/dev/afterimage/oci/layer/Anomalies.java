// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.ArrayList;
import java.util.List;

/** A bounded list of anomalies: a hostile layer may have a million. */
public final class Anomalies {
  private static final int MOST_LISTED = 200;

  private final List<Anomaly> listed = new ArrayList<>();
  private int count;

  /** Adds one; beyond the first two hundred they are only counted. */
  public void add(Anomaly.Kind kind, String path) {
    if (count++ < MOST_LISTED) {
      listed.add(new Anomaly(kind, path));
    }
  }

  /** Returns those listed. */
  public List<Anomaly> listed() {
    return List.copyOf(listed);
  }

  /** Returns how many there were. */
  public int count() {
    return count;
  }

  void count(int all) {
    count = all;
  }
}
