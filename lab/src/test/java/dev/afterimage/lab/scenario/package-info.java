// SPDX-License-Identifier: Apache-2.0
/** Tests of the named scenarios. */
@NullMarked
package dev.afterimage.lab.scenario;

import org.jspecify.annotations.NullMarked;
