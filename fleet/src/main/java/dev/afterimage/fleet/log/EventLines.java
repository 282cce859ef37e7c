// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.history.HistoryEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;

/** Writes events as lines of JSON that {@link LogExport} reads again. */
public final class EventLines implements AutoCloseable {
  private static final ObjectMapper TREES = new ObjectMapper(VendedParser.FACTORY);

  private final JsonGenerator out;

  /** Writes to a stream, which is closed with this. */
  public EventLines(OutputStream out) throws IOException {
    this.out = VendedParser.FACTORY.createGenerator(out);
    this.out.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
    this.out.setCodec(TREES);
  }

  /** Writes an event of Step Functions. */
  public void write(VendedEvent vended) throws IOException {
    HistoryEvent event = vended.event();
    out.writeStartObject();
    out.writeStringField("id", Long.toString(event.id()));
    out.writeStringField("type", event.type().name());
    if (event.details().isObject()) {
      out.writeFieldName("details");
      out.writeTree(event.details());
    }
    out.writeStringField("previous_event_id", Long.toString(event.previousId()));
    out.writeStringField("event_timestamp", timestamp(event));
    out.writeStringField("execution_arn", vended.executionArn());
    out.writeEndObject();
  }

  private static String timestamp(HistoryEvent event) {
    boolean whole = event.at().truncatedTo(ChronoUnit.MILLIS).equals(event.at());
    return whole ? Long.toString(event.at().toEpochMilli()) : event.at().toString();
  }

  /** Writes a line of a function. */
  public void write(LogEvent event) throws IOException {
    out.writeStartObject();
    if (event.group().isPresent()) {
      out.writeStringField("logGroup", event.group().get());
    }
    if (event.stream().isPresent()) {
      out.writeStringField("logStream", event.stream().get());
    }
    out.writeNumberField("timestamp", event.at().toEpochMilli());
    out.writeStringField("message", event.message());
    out.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
