// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.afterimage.lab.endpoint.registry;

import org.jspecify.annotations.NullMarked;
