// SPDX-License-Identifier: Apache-2.0
/** Tests of the exam's cases and labels. */
@NullMarked
package dev.afterimage.lab.exam;

import org.jspecify.annotations.NullMarked;
