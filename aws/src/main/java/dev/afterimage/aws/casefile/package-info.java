// SPDX-License-Identifier: Apache-2.0
/**
 * The case on disk: redacted answers enter, page by page; files with a manifest leave, whole at any
 * moment.
 */
@NullMarked
package dev.afterimage.aws.casefile;

import org.jspecify.annotations.NullMarked;
