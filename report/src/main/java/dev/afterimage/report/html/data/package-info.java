// SPDX-License-Identifier: Apache-2.0
/** What the page's script reads: runs, steps and source records enter; compressed chunks leave. */
@NullMarked
package dev.afterimage.report.html.data;

import org.jspecify.annotations.NullMarked;
