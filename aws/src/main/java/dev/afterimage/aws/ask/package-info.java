// SPDX-License-Identifier: Apache-2.0
/**
 * Questions to AWS: a query enters; its answer, read from AWS once and from the case ever after,
 * leaves.
 */
@NullMarked
package dev.afterimage.aws.ask;

import org.jspecify.annotations.NullMarked;
