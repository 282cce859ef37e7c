// SPDX-License-Identifier: Apache-2.0
/**
 * The applied view: layer indexes enter, lowest first; the file system that a container sees
 * leaves.
 */
@NullMarked
package dev.afterimage.oci.squash;

import org.jspecify.annotations.NullMarked;
