// SPDX-License-Identifier: Apache-2.0
/**
 * Evidence: a folder, a .zip or one file of AWS answers enters; recognised records leave, each with
 * a {@link dev.afterimage.core.evidence.Ref} to the place it was read from, and gaps for the rest.
 */
@NullMarked
package dev.afterimage.core.evidence;

import org.jspecify.annotations.NullMarked;
