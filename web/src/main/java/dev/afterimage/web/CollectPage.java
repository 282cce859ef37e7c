// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.html.Assets;

/**
 * The page that collects, as its template reads it.
 *
 * @param job the collection that it shows; empty before one is started
 */
public record CollectPage(String job, Assets assets) {}
