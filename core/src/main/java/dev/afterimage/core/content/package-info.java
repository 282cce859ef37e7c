// SPDX-License-Identifier: Apache-2.0
/**
 * What images hold: files that tell of the content of images, and what the runs ran, enter; the
 * line that raised and the differences between two images, tied to the runs by digest, leave.
 */
@NullMarked
package dev.afterimage.core.content;

import org.jspecify.annotations.NullMarked;
