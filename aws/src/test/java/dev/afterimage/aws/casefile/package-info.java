// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.aws.casefile;

import org.jspecify.annotations.NullMarked;
