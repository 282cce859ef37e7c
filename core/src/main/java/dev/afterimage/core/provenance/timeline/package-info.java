// SPDX-License-Identifier: Apache-2.0
/**
 * What happened to the code of a function: its history of images enters; a timeline, the chain from
 * commit to step, and the drift of its tag leave.
 */
@NullMarked
package dev.afterimage.core.provenance.timeline;

import org.jspecify.annotations.NullMarked;
