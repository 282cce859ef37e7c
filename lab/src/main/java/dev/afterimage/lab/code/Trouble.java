// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.code;

/** What can be wrong with an answer from outside. */
public enum Trouble {
  /** Nothing. */
  NONE,
  /** No answer to the first packet. */
  CONNECT_TIMEOUT,
  /** The connection was made and no answer came. */
  READ_TIMEOUT,
  /** The host refused the connection. */
  REFUSED,
  /** A connection that was open is no longer. */
  RESET,
  /** The resolver did not answer. */
  DNS_UNAVAILABLE,
  /** The name does not exist. */
  DNS_UNKNOWN,
  /** The host's certificate is out of date. */
  CERTIFICATE_EXPIRED,
  /** The service answers with a status of 5xx. */
  SERVER_ERROR,
  /** The caller sends too much: status 429. */
  RATE_LIMITED,
  /** The caller has used up what it paid for: status 429. */
  QUOTA_USED_UP,
  /** The credential is wrong: status 401. */
  UNAUTHORIZED,
  /** The credential was good once: the token expired. */
  TOKEN_EXPIRED,
  /** AWS refuses the caller: AccessDeniedException. */
  ACCESS_DENIED,
  /** DynamoDB has too little capacity. */
  TABLE_THROTTLED,
  /** Another AWS API is called too often. */
  API_THROTTLED,
  /** The condition of a write did not hold. */
  CONDITION_FAILED,
  /** A signature or presigned URL is out of date. */
  REQUEST_EXPIRED
}
