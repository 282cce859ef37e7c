// SPDX-License-Identifier: Apache-2.0
/**
 * The schema: nothing enters; the tables of many runs leave, with their columns and the SQL that
 * derives what is not stored, the same for every engine.
 */
@NullMarked
package dev.afterimage.fleet.table;

import org.jspecify.annotations.NullMarked;
