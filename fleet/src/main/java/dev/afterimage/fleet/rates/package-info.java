// SPDX-License-Identifier: Apache-2.0
/**
 * The tables of a fleet asked about two runs: the pair and its changes enter, failure rates with
 * and without each change, and runs to compare with, leave.
 */
@NullMarked
package dev.afterimage.fleet.rates;

import org.jspecify.annotations.NullMarked;
