// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.html.Assets;

/** Says how far something is that is being made; the browser asks again by itself. */
public record WaitPage(String progress, Assets assets) {}
