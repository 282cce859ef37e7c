// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.lab.endpoint.wire;

import org.jspecify.annotations.NullMarked;
