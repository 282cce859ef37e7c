// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that are read at any place. */
interface BlockSource extends Closeable {
  byte[] read(long from, int length) throws IOException;
}
