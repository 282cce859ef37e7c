// SPDX-License-Identifier: Apache-2.0
/**
 * Causes in which the process could not start, could not load its code, or raised: a situation
 * enters; claims about the error of the runtime leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.runtime;

import org.jspecify.annotations.NullMarked;
