// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.lab.endpoint;

import org.jspecify.annotations.NullMarked;
