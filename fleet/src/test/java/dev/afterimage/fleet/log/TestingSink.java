// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a log export holds. */
final class TestingSink implements LogSink {
  final List<VendedEvent> events = new ArrayList<>();
  final List<LogEvent> lines = new ArrayList<>();
  final List<Reject> rejects = new ArrayList<>();

  @Override
  public void vended(VendedEvent event) {
    events.add(event);
  }

  @Override
  public void line(LogEvent event) {
    lines.add(event);
  }

  @Override
  public void reject(Reject reject) {
    rejects.add(reject);
  }

  static TestingSink read(String text) {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  static TestingSink read(InputStream in) {
    TestingSink sink = new TestingSink();
    LogExport.read(
        new LogExport.Source(
            new FileId("x.gz", ""), Optional.empty(), Optional.of("2026/03/01/[$LATEST]a")),
        in,
        sink);
    return sink;
  }
}
