// SPDX-License-Identifier: Apache-2.0
/**
 * The exam of the judge: labelled cases enter; a table of how often the root was named, of what was
 * confirmed wrongly, and of how far the stated confidence holds leaves.
 */
@NullMarked
package dev.afterimage.cli.score;

import org.jspecify.annotations.NullMarked;
