// SPDX-License-Identifier: Apache-2.0
/**
 * What belongs to runs: the functions they called enter; configuration, images, logs, trail,
 * metrics and network leave into the case.
 */
@NullMarked
package dev.afterimage.aws.gather;

import org.jspecify.annotations.NullMarked;
