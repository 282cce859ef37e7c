// SPDX-License-Identifier: Apache-2.0
/**
 * The comparison of two images: two images enter; a verdict and every difference, with the layer,
 * the history line and the package it came from, leave.
 */
@NullMarked
package dev.afterimage.oci.diff;

import org.jspecify.annotations.NullMarked;
