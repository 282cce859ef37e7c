// SPDX-License-Identifier: Apache-2.0
/**
 * Log exports: bytes of files enter, compressed or not; history events grouped by execution and
 * lines grouped by stream leave, within bounded memory, and rejects with their reasons.
 */
@NullMarked
package dev.afterimage.fleet.log;

import org.jspecify.annotations.NullMarked;
