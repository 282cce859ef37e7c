// SPDX-License-Identifier: Apache-2.0
/**
 * Checks against other programs: images built by umoci and skopeo and served by a registry enter;
 * what umoci unpacks must be what the squash shows.
 */
@NullMarked
package dev.afterimage.oci.oracle;

import org.jspecify.annotations.NullMarked;
