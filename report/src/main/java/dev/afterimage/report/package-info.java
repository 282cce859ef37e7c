// SPDX-License-Identifier: Apache-2.0
/** Reports: a diagnosis enters; terminal text, Markdown and JSON leave. */
@NullMarked
package dev.afterimage.report;

import org.jspecify.annotations.NullMarked;
