// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.aws.bench;

import org.jspecify.annotations.NullMarked;
