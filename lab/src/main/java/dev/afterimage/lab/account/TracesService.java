// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.ModelledService;

/** X-Ray of an account in which nothing is traced: every trace is unprocessed. */
public final class TracesService extends ModelledService {

  /** No traces. */
  public TracesService() {
    super("xray");
    operation(
        "BatchGetTraces",
        "TraceIds! NextToken",
        input -> {
          ObjectNode answer = Json.object();
          answer.putArray("Traces");
          answer.set("UnprocessedTraceIds", Json.texts(input.texts("TraceIds")));
          return answer;
        });
  }
}
