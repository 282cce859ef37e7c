// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that a service answers with. */
public final class ServiceException extends Exception {
  private final String code;
  private final int httpStatus;
  private final ObjectNode fields;

  /** An error with no members but its message. */
  public ServiceException(String code, int httpStatus, String message) {
    this(code, httpStatus, message, JsonNodeFactory.instance.objectNode());
  }

  /**
   * An error with more members.
   *
   * @param code the error code, as AWS's clients see it: {@code ExecutionDoesNotExist}
   * @param fields members beside the message, such as {@code Reason} of a throttled Invoke
   */
  public ServiceException(String code, int httpStatus, String message, ObjectNode fields) {
    super(requireNonNull(message, "message is null"), null, false, false);
    this.code = requireNonNull(code, "code is null");
    this.httpStatus = httpStatus;
    this.fields = fields.deepCopy();
  }

  /** Returns the error code. */
  public String code() {
    return code;
  }

  /** Returns the HTTP status that carries the error. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Returns the message. */
  public String message() {
    return requireNonNull(getMessage(), "message is null");
  }

  /** Returns the members beside the message. */
  public ObjectNode fields() {
    return fields.deepCopy();
  }
}
