// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import java.io.IOException;

/** An image that cannot be read or is not what it claims to be: what, where, and what to do. */
public final class ImageException extends IOException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
