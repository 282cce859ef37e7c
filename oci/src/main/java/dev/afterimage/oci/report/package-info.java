// SPDX-License-Identifier: Apache-2.0
/** Reports on an image comparison: a comparison enters; text, Markdown, JSON and HTML leave. */
@NullMarked
package dev.afterimage.oci.report;

import org.jspecify.annotations.NullMarked;
