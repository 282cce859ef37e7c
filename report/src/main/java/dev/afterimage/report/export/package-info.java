// SPDX-License-Identifier: Apache-2.0
/** Exports: examinations enter; traces and test results for other tools leave. */
@NullMarked
package dev.afterimage.report.export;

import org.jspecify.annotations.NullMarked;
