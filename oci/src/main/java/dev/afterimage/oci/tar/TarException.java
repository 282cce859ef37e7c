// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.io.IOException;

/** A tar stream that cannot be read, and why, in one line. */
public final class TarException extends IOException {
  private static final long serialVersionUID = 1L;

  public TarException(String message) {
    super(message);
  }
}
