// SPDX-License-Identifier: Apache-2.0
/** The state graph: two definitions and the aligned steps enter; a laid out graph leaves. */
@NullMarked
package dev.afterimage.report.graph;

import org.jspecify.annotations.NullMarked;
