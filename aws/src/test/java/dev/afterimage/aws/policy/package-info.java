// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.aws.policy;

import org.jspecify.annotations.NullMarked;
