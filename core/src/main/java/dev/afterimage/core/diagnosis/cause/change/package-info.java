// SPDX-License-Identifier: Apache-2.0
/**
 * Causes that somebody brought about by a change: a situation and what failed enter; claims that
 * tie the failure to the changed field leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.change;

import org.jspecify.annotations.NullMarked;
