// SPDX-License-Identifier: Apache-2.0
/** The pages of the catalogue: a cause and its prose enter; Markdown, text and JSON leave. */
@NullMarked
package dev.afterimage.report.cause;

import org.jspecify.annotations.NullMarked;
