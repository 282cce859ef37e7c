// SPDX-License-Identifier: Apache-2.0
/** The commands over many runs: arguments enter; tables, rankings and answers leave. */
@NullMarked
package dev.afterimage.cli.fleet;

import org.jspecify.annotations.NullMarked;
