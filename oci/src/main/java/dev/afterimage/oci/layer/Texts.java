// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The contents of a layer's text files, kept beside its index. */
public interface Texts extends Closeable {
  /** No contents. */
  Texts NONE =
      new Texts() {
        @Override
        public Optional<byte[]> read(int id) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** Returns the content kept under a number; none where it was not kept or is lost. */
  Optional<byte[]> read(int id) throws IOException;

  @Override
  void close() throws IOException;
}
