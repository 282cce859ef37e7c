// SPDX-License-Identifier: Apache-2.0
/**
 * A fleet at a glance: an engine enters; groups of failures, what separates them, and failure rates
 * by step and day, with the deploys, leave.
 */
@NullMarked
package dev.afterimage.fleet.view;

import org.jspecify.annotations.NullMarked;
