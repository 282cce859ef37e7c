// SPDX-License-Identifier: Apache-2.0
/**
 * Contrast: observations with an outcome and attributes enter; the attributes that part failed from
 * succeeded ones leave, each with its table and exact test.
 */
@NullMarked
package dev.afterimage.core.contrast;

import org.jspecify.annotations.NullMarked;
