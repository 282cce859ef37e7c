// SPDX-License-Identifier: Apache-2.0
/**
 * What many runs tell of two: a pair and its changes enter, failure rates with and without each
 * change leave. Whatever keeps many runs implements {@link FleetRates}.
 */
@NullMarked
package dev.afterimage.core.diagnosis.fleet;

import org.jspecify.annotations.NullMarked;
