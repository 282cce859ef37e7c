// SPDX-License-Identifier: Apache-2.0
/**
 * Ranking: an engine that answers SQL over the tables enters; what separates the failed from the
 * succeeded leaves, for all failures and for each group of like ones.
 */
@NullMarked
package dev.afterimage.fleet.rank;

import org.jspecify.annotations.NullMarked;
