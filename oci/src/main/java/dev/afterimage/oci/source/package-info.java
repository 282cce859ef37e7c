// SPDX-License-Identifier: Apache-2.0
/**
 * Where images come from: the name of a layout, an archive, a zip package or a registry enters; an
 * image leaves.
 */
@NullMarked
package dev.afterimage.oci.source;

import org.jspecify.annotations.NullMarked;
