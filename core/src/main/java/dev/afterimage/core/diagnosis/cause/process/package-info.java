// SPDX-License-Identifier: Apache-2.0
/**
 * Causes that lie in the life of a process or sandbox: a situation enters; claims about state that
 * outlived its validity leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.process;

import org.jspecify.annotations.NullMarked;
