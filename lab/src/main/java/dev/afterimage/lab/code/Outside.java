// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

import java.util.Map;

/** What a process reaches over the network. */
public interface Outside {
  /**
   * Sends a request to a service by the name that the world gave it.
   *
   * @param attributes what the service looks at: a credential, a key, a size
   */
  Reply send(String service, Map<String, String> attributes);

  /** Returns a value that somebody outside keeps: a secret, a parameter, a flag. */
  String setting(String name);

  /** Returns a counter or cell that all invocations share, such as a row of a table. */
  Map<String, Object> shared();
}
