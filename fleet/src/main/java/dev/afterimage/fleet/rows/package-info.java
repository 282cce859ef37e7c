// SPDX-License-Identifier: Apache-2.0
/**
 * Rows: runs, sandboxes and answers that core rebuilt enter; rows of the tables leave, the same
 * whichever engine stores them.
 */
@NullMarked
package dev.afterimage.fleet.rows;

import org.jspecify.annotations.NullMarked;
