// SPDX-License-Identifier: Apache-2.0
/**
 * Fleets on Spark: log exports anywhere Hadoop can read enter; the same tables, and the same
 * rankings from partial counts, leave.
 */
@NullMarked
package dev.afterimage.spark;

import org.jspecify.annotations.NullMarked;
