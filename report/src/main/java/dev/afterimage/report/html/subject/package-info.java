// SPDX-License-Identifier: Apache-2.0
/** What a page is about: an examination enters; it leaves with a number for each place cited. */
@NullMarked
package dev.afterimage.report.html.subject;

import org.jspecify.annotations.NullMarked;
