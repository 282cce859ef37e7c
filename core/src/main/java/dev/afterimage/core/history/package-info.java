// SPDX-License-Identifier: Apache-2.0
/**
 * Runs: histories, descriptions and vended logs enter; runs leave, rebuilt into steps (visits of
 * states) with their attempts, nested as Map, Parallel and child executions nested them.
 */
@NullMarked
package dev.afterimage.core.history;

import org.jspecify.annotations.NullMarked;
