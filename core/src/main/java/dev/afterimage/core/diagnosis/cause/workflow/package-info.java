// SPDX-License-Identifier: Apache-2.0
/**
 * Causes in the workflow itself: a situation enters; claims about paths, limits, Maps, retries and
 * catches of Step Functions leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause.workflow;

import org.jspecify.annotations.NullMarked;
