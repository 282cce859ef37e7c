// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.fleet.log.Reject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps lines that could not be used aside, with the reasons. */
final class RejectFile implements AutoCloseable {
  private final JsonGenerator out;
  private long count;

  RejectFile(Path file) throws IOException {
    out = new JsonFactory().createGenerator(new BufferedOutputStream(Files.newOutputStream(file)));
    out.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
  }

  void add(Reject reject) {
    try {
      out.writeStartObject();
      out.writeStringField("source", reject.source());
      out.writeNumberField("line", reject.line());
      out.writeStringField("reason", reject.reason());
      out.writeStringField("text", reject.text());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    count++;
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
