// SPDX-License-Identifier: Apache-2.0
/**
 * What collecting will cost: names of runs enter; numbers of calls and bytes of logs leave, both
 * estimates.
 */
@NullMarked
package dev.afterimage.aws.plan;

import org.jspecify.annotations.NullMarked;
