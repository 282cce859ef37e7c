// SPDX-License-Identifier: Apache-2.0
/** Tests of the exported traffic. */
@NullMarked
package dev.afterimage.lab.traffic;

import org.jspecify.annotations.NullMarked;
