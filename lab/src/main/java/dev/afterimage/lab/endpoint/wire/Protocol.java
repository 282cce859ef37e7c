// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import java.util.Optional;

/** One of AWS's wire protocols. */
public interface Protocol {

  /** Returns what a request is addressed to; empty where it is in another protocol. */
  Optional<Address> address(HttpRequest request);

  /**
   * Returns the members of the request, as the API model names them.
   *
   * @throws ServiceException where they cannot be read
   */
  ObjectNode input(HttpRequest request, Address address) throws ServiceException;

  /** Returns an answer as it goes over the wire. */
  HttpReply answer(Address address, ObjectNode answer, String requestId);

  /** Returns an error as it goes over the wire. */
  HttpReply error(Address address, ServiceException error, String requestId);
}
