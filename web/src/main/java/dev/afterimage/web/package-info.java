// SPDX-License-Identifier: Apache-2.0
/** The local page: a folder of cases enters; lists and reports leave, over loopback only. */
@NullMarked
package dev.afterimage.web;

import org.jspecify.annotations.NullMarked;
