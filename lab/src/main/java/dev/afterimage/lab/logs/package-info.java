// SPDX-License-Identifier: Apache-2.0
/**
 * CloudWatch Logs: lines of the simulated world enter, each at its time.
 *
 * <p>Groups, streams and pages of events leave as the service answers them.
 */
@NullMarked
package dev.afterimage.lab.logs;

import org.jspecify.annotations.NullMarked;
