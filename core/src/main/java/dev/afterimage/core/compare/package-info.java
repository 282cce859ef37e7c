// SPDX-License-Identifier: Apache-2.0
/**
 * Comparison: two runs with what they ran enter; their alignment, the first divergence and the
 * changes between them leave.
 */
@NullMarked
package dev.afterimage.core.compare;

import org.jspecify.annotations.NullMarked;
