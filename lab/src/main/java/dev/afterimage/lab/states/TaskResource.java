// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

/**
 * The Resource of a Task, taken apart.
 *
 * @param isFunction whether it is the ARN of a function
 * @param arn the ARN of the function, else empty
 * @param service the service, as events name it: lambda, aws-sdk:lambda, states
 * @param action what is called, without the pattern
 * @param pattern sync, sync:2, waitForTaskToken or empty
 */
record TaskResource(boolean isFunction, String arn, String service, String action, String pattern) {
  private static final String INTEGRATION = ":states:::";

  TaskResource {
    requireNonNull(arn, "arn is null");
    requireNonNull(service, "service is null");
    requireNonNull(action, "action is null");
    requireNonNull(pattern, "pattern is null");
  }

  static TaskResource parse(String resource) {
    int at = resource.indexOf(INTEGRATION);
    if (at < 0) {
      return new TaskResource(true, resource, "", "", "");
    }
    String rest = resource.substring(at + INTEGRATION.length());
    int dot = rest.indexOf('.');
    String pattern = dot < 0 ? "" : rest.substring(dot + 1);
    String call = dot < 0 ? rest : rest.substring(0, dot);
    int colon = call.lastIndexOf(':');
    return new TaskResource(
        false, "", call.substring(0, colon), call.substring(colon + 1), pattern);
  }

  /** Returns the resource as events name it. */
  String eventResource() {
    return pattern.isEmpty() ? action : action + "." + pattern;
  }
}
