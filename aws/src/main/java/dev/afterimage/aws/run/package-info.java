// SPDX-License-Identifier: Apache-2.0
/**
 * Runs: names that users give enter; executions with their histories, children and baselines leave.
 */
@NullMarked
package dev.afterimage.aws.run;

import org.jspecify.annotations.NullMarked;
