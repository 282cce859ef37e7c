// SPDX-License-Identifier: Apache-2.0
/**
 * Columns: rows enter one by one; a cohort leaves that holds them as primitive columns in memory
 * and counts them in tight loops.
 */
@NullMarked
package dev.afterimage.core.contrast.column;

import org.jspecify.annotations.NullMarked;
