// SPDX-License-Identifier: Apache-2.0
/**
 * The line that raised: a file system and an error enter; an excerpt of the source and the state
 * that the module took at import leave.
 */
@NullMarked
package dev.afterimage.oci.line;

import org.jspecify.annotations.NullMarked;
