// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;

/**
 * How many failed and succeeded rows have each combination of codes of a set of attributes.
 *
 * @param set indexes of attributes, ascending
 * @param failed by cell; the codes of the last attribute stand side by side
 * @param ok by cell
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
public record Tally(int[] set, int[] failed, int[] ok) implements Serializable {}
