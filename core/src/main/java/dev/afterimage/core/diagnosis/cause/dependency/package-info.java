// SPDX-License-Identifier: Apache-2.0
/**
 * Causes in another service that a function called: a situation enters; claims about its answers
 * leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.dependency;

import org.jspecify.annotations.NullMarked;
