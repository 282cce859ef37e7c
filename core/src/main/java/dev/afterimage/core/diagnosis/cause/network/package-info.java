// SPDX-License-Identifier: Apache-2.0
/**
 * Causes on the way between a function and what it needs: a situation enters; claims about subnets,
 * routes and mounts leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.network;

import org.jspecify.annotations.NullMarked;
