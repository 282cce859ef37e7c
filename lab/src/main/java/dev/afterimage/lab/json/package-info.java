// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as the lab handles it: texts and trees enter.
 *
 * <p>Trees and texts leave, compact, with members in the order they were put in.
 */
@NullMarked
package dev.afterimage.lab.json;

import org.jspecify.annotations.NullMarked;
