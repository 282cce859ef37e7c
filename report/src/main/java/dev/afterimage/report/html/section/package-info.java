// SPDX-License-Identifier: Apache-2.0
/** Sections of the page: an examination enters; one record for each section's template leaves. */
@NullMarked
package dev.afterimage.report.html.section;

import org.jspecify.annotations.NullMarked;
