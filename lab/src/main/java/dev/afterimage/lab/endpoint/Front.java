// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import dev.afterimage.lab.endpoint.http.HttpRequest;

/** One of the things that the endpoint's port is at once. */
interface Front {

  /** Returns whether a request is for this front, by its path alone. */
  boolean takes(HttpRequest request);

  /** Serves a request that it takes. */
  Served serve(HttpRequest request);
}
