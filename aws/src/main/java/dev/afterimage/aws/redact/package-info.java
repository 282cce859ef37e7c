// SPDX-License-Identifier: Apache-2.0
/**
 * Redaction: an answer enters; the same answer with its secrets replaced by comparable marks
 * leaves.
 */
@NullMarked
package dev.afterimage.aws.redact;

import org.jspecify.annotations.NullMarked;
