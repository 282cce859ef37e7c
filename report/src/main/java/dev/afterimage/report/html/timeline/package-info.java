// SPDX-License-Identifier: Apache-2.0
/** The timeline: aligned steps and sandboxes enter; tables for the page's script leave. */
@NullMarked
package dev.afterimage.report.html.timeline;

import org.jspecify.annotations.NullMarked;
