// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.lab.endpoint.http;

import org.jspecify.annotations.NullMarked;
