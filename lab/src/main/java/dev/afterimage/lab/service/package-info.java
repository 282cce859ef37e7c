// SPDX-License-Identifier: Apache-2.0
/**
 * How a service of the account is written: declared operations and parameters enter.
 *
 * <p>A service leaves that checks its input, pages, and refuses what it does not model.
 */
@NullMarked
package dev.afterimage.lab.service;

import org.jspecify.annotations.NullMarked;
