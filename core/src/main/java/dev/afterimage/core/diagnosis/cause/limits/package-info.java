// SPDX-License-Identifier: Apache-2.0
/**
 * Causes in which a limit of time or memory was reached: a situation enters; claims about what
 * fired and what used it up leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.limits;

import org.jspecify.annotations.NullMarked;
