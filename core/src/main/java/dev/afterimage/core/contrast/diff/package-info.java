// SPDX-License-Identifier: Apache-2.0
/**
 * The DIFF operator: rows with an outcome and attributes enter as a cohort; the smallest
 * combinations of attributes that part failed from succeeded rows leave, with exact counts.
 */
@NullMarked
package dev.afterimage.core.contrast.diff;

import org.jspecify.annotations.NullMarked;
