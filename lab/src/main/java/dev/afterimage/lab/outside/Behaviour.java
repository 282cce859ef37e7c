// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import dev.afterimage.lab.code.Reply;

/** How a service answers. */
@FunctionalInterface
public interface Behaviour {
  /** Answers a request that reached the service. */
  Reply answer(Request request);
}
