// SPDX-License-Identifier: Apache-2.0
/**
 * AWS's wire protocols: HTTP requests enter, and answers and errors in the API model's shape.
 *
 * <p>Calls leave, and HTTP replies as AWS's clients read them.
 */
@NullMarked
package dev.afterimage.lab.endpoint.wire;

import org.jspecify.annotations.NullMarked;
