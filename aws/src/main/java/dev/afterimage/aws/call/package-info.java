// SPDX-License-Identifier: Apache-2.0
/**
 * One call of AWS: a typed request enters; its answer, or why there is none, leaves at the rate AWS
 * allows.
 */
@NullMarked
package dev.afterimage.aws.call;

import org.jspecify.annotations.NullMarked;
