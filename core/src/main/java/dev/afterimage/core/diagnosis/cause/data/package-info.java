// SPDX-License-Identifier: Apache-2.0
/**
 * Causes in the data and in chance: a situation enters; claims about items, conflicts and what
 * nothing explains leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.data;

import org.jspecify.annotations.NullMarked;
