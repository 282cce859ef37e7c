// SPDX-License-Identifier: Apache-2.0
/** Tests in a browser: pages enter; what a user sees and does leaves. */
@NullMarked
package dev.afterimage.web.browser;

import org.jspecify.annotations.NullMarked;
