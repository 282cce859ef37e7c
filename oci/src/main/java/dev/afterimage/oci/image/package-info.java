// SPDX-License-Identifier: Apache-2.0
/**
 * What an image is: manifests and configurations enter as JSON; images with layers leave, each
 * checked against the digest that names it.
 */
@NullMarked
package dev.afterimage.oci.image;

import org.jspecify.annotations.NullMarked;
