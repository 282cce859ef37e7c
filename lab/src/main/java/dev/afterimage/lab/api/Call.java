// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of an AWS API.
 *
 * <p>Times in the input are epoch seconds or ISO 8601 where the model has a timestamp, and epoch
 * milliseconds where it has a long (CloudWatch Logs).
 *
 * @param service the service, by its IAM prefix: {@code states}, {@code elasticfilesystem}
 * @param operation the operation, as the API model names it: {@code GetExecutionHistory}
 * @param input the members of the request, as the API model names them
 * @param caller who calls
 */
public record Call(String service, String operation, ObjectNode input, Caller caller) {
  public Call {
    requireNonNull(service, "service is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(input, "input is null");
    requireNonNull(caller, "caller is null");
  }

  /** Returns the IAM action that allows this call: {@code lambda:GetFunction}. */
  public String action() {
    return service + ":" + (operation.equals("Invoke") ? "InvokeFunction" : operation);
  }
}
