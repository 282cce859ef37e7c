// SPDX-License-Identifier: Apache-2.0
/** Measures the comparison of images: two generated images enter; times and memory leave. */
@NullMarked
package dev.afterimage.oci.bench;

import org.jspecify.annotations.NullMarked;
