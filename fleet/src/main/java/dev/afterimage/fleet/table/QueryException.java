// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

/** A query that an engine cannot answer; the message is one line for the user. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; the first line of what the engine says is kept. */
  public QueryException(String message, Throwable cause) {
    super(message.lines().findFirst().orElse("").strip(), cause);
  }
}
