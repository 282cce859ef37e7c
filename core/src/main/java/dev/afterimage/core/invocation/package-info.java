// SPDX-License-Identifier: Apache-2.0
/**
 * Invocations: log events enter; sandboxes leave, each with the generations of its process and
 * their invocations, and the links from attempts of runs to invocations.
 */
@NullMarked
package dev.afterimage.core.invocation;

import org.jspecify.annotations.NullMarked;
