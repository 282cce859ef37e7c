// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

/** What a function is for in a workflow. */
public enum Role {
  /** It says what is to be done. */
  LISTER,
  /** It does one item. */
  WORKER,
  /** It puts the results together. */
  MERGER,
  /** It passes the result on. */
  SENDER,
  /** It is only called when the input asks for it. */
  SIDE
}
