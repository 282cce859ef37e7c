// SPDX-License-Identifier: Apache-2.0
/**
 * The lab's endpoint: a simulated account and HTTP requests on loopback enter.
 *
 * <p>AWS's answers leave, through the weather that was asked for. Signatures are read, not
 * verified: whoever reaches the port may call.
 *
 * <p>A test of another module serves a story to AWS's clients so:
 *
 * <pre>{@code
 * Staged staged = Scenarios.find("seed").orElseThrow().play(7);
 * try (LabServer server = LabServer.start(staged.world().account(), new Weather(), 0)) {
 *   SfnClient.builder().endpointOverride(server.url()) ...
 * }
 * }</pre>
 */
@NullMarked
package dev.afterimage.lab.endpoint;

import org.jspecify.annotations.NullMarked;
