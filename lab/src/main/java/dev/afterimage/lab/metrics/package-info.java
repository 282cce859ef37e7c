// SPDX-License-Identifier: Apache-2.0
/**
 * CloudWatch metrics: measurements of the simulated world enter.
 *
 * <p>Statistics per period leave as the service answers them.
 */
@NullMarked
package dev.afterimage.lab.metrics;

import org.jspecify.annotations.NullMarked;
