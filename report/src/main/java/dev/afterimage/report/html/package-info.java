// SPDX-License-Identifier: Apache-2.0
/** The HTML report: an examination and its files enter; one self-contained page leaves. */
@NullMarked
package dev.afterimage.report.html;

import org.jspecify.annotations.NullMarked;
