// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

/** Where a service is, seen from a function. */
public enum Location {
  /** A host on the internet. */
  INTERNET,
  /** A host in the same VPC. */
  PRIVATE,
  /** An API of AWS. */
  AWS,
  /** S3, which gateway endpoints lead to. */
  S3
}
