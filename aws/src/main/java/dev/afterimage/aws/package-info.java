// SPDX-License-Identifier: Apache-2.0
/**
 * The collector: names of runs enter; a case of AWS's answers, complete or with its gaps, leaves.
 */
@NullMarked
package dev.afterimage.aws;

import org.jspecify.annotations.NullMarked;
