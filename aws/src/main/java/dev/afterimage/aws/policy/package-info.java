// SPDX-License-Identifier: Apache-2.0
/** Permissions: the table of calls enters; the least IAM policy that allows them leaves. */
@NullMarked
package dev.afterimage.aws.policy;

import org.jspecify.annotations.NullMarked;
