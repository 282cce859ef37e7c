// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual time and repeatable chance: actions with a delay enter.
 *
 * <p>They leave in the order of their times, the same for the same seed on any machine.
 */
@NullMarked
package dev.afterimage.lab.sim;

import org.jspecify.annotations.NullMarked;
