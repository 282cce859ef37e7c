// SPDX-License-Identifier: Apache-2.0
/**
 * Ingest: cases, log exports and live accounts enter; the files of a fleet leave, batch by batch,
 * each of which is there as a whole or not at all.
 */
@NullMarked
package dev.afterimage.fleet.ingest;

import org.jspecify.annotations.NullMarked;
