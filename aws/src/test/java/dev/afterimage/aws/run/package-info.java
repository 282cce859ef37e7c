// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.aws.run;

import org.jspecify.annotations.NullMarked;
