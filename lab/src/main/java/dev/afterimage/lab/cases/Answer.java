// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import java.time.Instant;

/**
 * The whole answer of a call, its pages put together as the CLI does.
 *
 * @param call the call, without page tokens
 * @param at when it was asked
 * @param content what was answered
 * @param pages how many pages it was
 * @param isComplete whether nothing is behind it
 */
public record Answer(Call call, Instant at, ObjectNode content, int pages, boolean isComplete) {
  public Answer {
    requireNonNull(call, "call is null");
    requireNonNull(at, "at is null");
    requireNonNull(content, "content is null");
  }
}
