// SPDX-License-Identifier: Apache-2.0
/**
 * XML as the query protocols have it: answers in the API model's shape enter.
 *
 * <p>Documents leave, with the names that the protocol gives to members and items.
 */
@NullMarked
package dev.afterimage.lab.endpoint.wire.xml;

import org.jspecify.annotations.NullMarked;
