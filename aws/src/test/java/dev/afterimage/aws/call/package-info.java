// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.aws.call;

import org.jspecify.annotations.NullMarked;
