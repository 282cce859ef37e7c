// SPDX-License-Identifier: Apache-2.0
/**
 * CloudTrail: the management calls of the simulated world enter.
 *
 * <p>Records leave as LookupEvents answers them, some minutes later, newest first.
 */
@NullMarked
package dev.afterimage.lab.trail;

import org.jspecify.annotations.NullMarked;
