// SPDX-License-Identifier: Apache-2.0
/** What the tests of the lab share. */
@NullMarked
package dev.afterimage.lab;

import org.jspecify.annotations.NullMarked;
