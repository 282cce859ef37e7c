// SPDX-License-Identifier: Apache-2.0
/**
 * Statistics: counts enter; exact p-values, false discovery rates and intervals leave, with {@link
 * StrictMath}, so that every platform gives the same digits.
 */
@NullMarked
package dev.afterimage.core.contrast.stats;

import org.jspecify.annotations.NullMarked;
