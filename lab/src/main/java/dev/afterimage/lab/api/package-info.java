// SPDX-License-Identifier: Apache-2.0
/**
 * The outside of a simulated account: calls in the shape of AWS's API models enter.
 *
 * <p>Answers in the same shape leave, or the service's own error.
 */
@NullMarked
package dev.afterimage.lab.api;

import org.jspecify.annotations.NullMarked;
