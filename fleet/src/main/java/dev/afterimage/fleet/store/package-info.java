// SPDX-License-Identifier: Apache-2.0
/**
 * The folder of a fleet: a path enters; what it holds leaves, and the steps by which a batch
 * becomes part of it.
 */
@NullMarked
package dev.afterimage.fleet.store;

import org.jspecify.annotations.NullMarked;
