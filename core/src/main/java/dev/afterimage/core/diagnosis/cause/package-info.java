// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of several families of causes share: a situation enters; claims about names that
 * AWS gives, and about what failures follow, leave.
 */
@NullMarked
package dev.afterimage.core.diagnosis.cause;

import org.jspecify.annotations.NullMarked;
