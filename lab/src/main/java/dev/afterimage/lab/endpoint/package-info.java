// SPDX-License-Identifier: Apache-2.0
/**
 * The lab's endpoint: a simulated account and HTTP requests on loopback enter.
 *
 * <p>AWS's answers leave, through the weather that was asked for. Signatures are read, not
 * verified: whoever reaches the port may call.
 */
@NullMarked
package dev.afterimage.lab.endpoint;

import org.jspecify.annotations.NullMarked;
