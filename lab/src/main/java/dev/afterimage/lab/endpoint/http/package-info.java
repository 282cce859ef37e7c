// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP as far as the endpoint needs it: requests enter, whole and bounded.
 *
 * <p>Replies leave; no socket and no server is known here.
 */
@NullMarked
package dev.afterimage.lab.endpoint.http;

import org.jspecify.annotations.NullMarked;
