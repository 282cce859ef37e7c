// SPDX-License-Identifier: Apache-2.0
/**
 * Diagnosis: a run beside its baseline enters; every cause of the catalogue, tested, leaves, with
 * the evidence for and against it, the root with its chain, and what would decide the rest.
 */
@NullMarked
package dev.afterimage.core.diagnosis;

import org.jspecify.annotations.NullMarked;
