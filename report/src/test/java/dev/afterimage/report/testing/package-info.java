// SPDX-License-Identifier: Apache-2.0
/** Helpers of the tests: cases enter; examinations, pages and hostile strings leave. */
@NullMarked
package dev.afterimage.report.testing;

import org.jspecify.annotations.NullMarked;
