// SPDX-License-Identifier: Apache-2.0
/** Measurements: a generated pair enters; figures that anyone can repeat leave. */
@NullMarked
package dev.afterimage.web.bench;

import org.jspecify.annotations.NullMarked;
