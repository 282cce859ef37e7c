// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.casefile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that is hashed while it is written. */
final class HashedFile implements AutoCloseable {
  private final MessageDigest digest = FileNames.sha256();
  private final OutputStream out;

  HashedFile(Path path) throws IOException {
    this.out =
        new DigestOutputStream(
            new BufferedOutputStream(Files.newOutputStream(path), 1 << 16), digest);
  }

  HashedFile write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Closes the file and returns its SHA-256 in hexadecimal digits. */
  String sha256() throws IOException {
    out.close();
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Returns the SHA-256 of a file that is there. */
  static String sha256(Path path) throws IOException {
    MessageDigest digest = FileNames.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
