// SPDX-License-Identifier: Apache-2.0
/**
 * Container images, one package per stage: {@code source} and {@code registry} find them, {@code
 * image} describes them, {@code tar} and {@code layer} read what is in them, {@code squash} applies
 * the layers, {@code pack}, {@code diff} and {@code line} look at the result, {@code report} shows
 * it. The name of an image enters; what is in it leaves.
 */
@NullMarked
package dev.afterimage.oci;

import org.jspecify.annotations.NullMarked;
