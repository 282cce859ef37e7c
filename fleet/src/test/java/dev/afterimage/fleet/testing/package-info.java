// SPDX-License-Identifier: Apache-2.0
/** A small workflow and its functions, simulated; log exports in AWS's shapes leave. */
@NullMarked
package dev.afterimage.fleet.testing;

import org.jspecify.annotations.NullMarked;
