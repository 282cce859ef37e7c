// SPDX-License-Identifier: Apache-2.0
/**
 * Layers: compressed tar streams enter; indexes of their entries, with the hash of each content,
 * leave and are kept on disk by diffID.
 */
@NullMarked
package dev.afterimage.oci.layer;

import org.jspecify.annotations.NullMarked;
