// SPDX-License-Identifier: Apache-2.0
/** Tests of the collector against the lab's account, over its port. */
@NullMarked
package dev.afterimage.aws;

import org.jspecify.annotations.NullMarked;
