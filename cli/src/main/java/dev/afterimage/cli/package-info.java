// SPDX-License-Identifier: Apache-2.0
/** The command line: arguments enter, reports and exit statuses leave. */
@NullMarked
package dev.afterimage.cli;

import org.jspecify.annotations.NullMarked;
