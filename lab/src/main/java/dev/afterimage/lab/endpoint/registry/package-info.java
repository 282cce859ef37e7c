// SPDX-License-Identifier: Apache-2.0
/**
 * Image content over HTTP: answers of ECR enter, and requests for layers and manifests.
 *
 * <p>Links, tokens and errors leave that hold on the endpoint's own port.
 */
@NullMarked
package dev.afterimage.lab.endpoint.registry;

import org.jspecify.annotations.NullMarked;
