// SPDX-License-Identifier: Apache-2.0
/**
 * Images beside a case: an examination and a way to open images enter; the files that tell of their
 * content, which the case is then read with, leave.
 */
@NullMarked
package dev.afterimage.cli.image;

import org.jspecify.annotations.NullMarked;
