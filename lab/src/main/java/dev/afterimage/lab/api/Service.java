// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** One AWS service of a simulated account. */
public interface Service {

  /** Returns its IAM prefix. */
  String name();

  /** Returns the operations it models. */
  Set<String> operations();

  /**
   * Answers a call in the API model's shape. A timestamp of the model is a number of epoch seconds
   * with milliseconds, see {@link Timestamps}.
   *
   * @throws ServiceException the service's own error, also for what is not modelled
   */
  ObjectNode answer(Call call) throws ServiceException;
}
