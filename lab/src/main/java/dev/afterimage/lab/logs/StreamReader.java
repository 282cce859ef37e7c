// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GetLogEvents: one stream, forwards and backwards; at an end it returns the token it was given.
 */
final class StreamReader {
  private static final int PAGE_EVENTS = 10_000;
  private static final int PAGE_BYTES = 1 << 20;
  private static final Pattern TOKEN = Pattern.compile("([fb])/(\\d{56})/s");

  private final Logs logs;

  StreamReader(Logs logs) {
    this.logs = requireNonNull(logs, "logs is null");
  }

  ObjectNode read(Input input) throws ServiceException {
    LogGroup group = LogsService.group(logs, input);
    LogStream stream =
        group.stream(input.required("logStreamName"))
            .orElseThrow(() -> LogsService.notFound("The specified log stream does not exist."));
    long from =
        Math.max(
            LogsService.horizon(logs, group), input.call().input().path("startTime").asLong(0));
    long to = input.call().input().path("endTime").asLong(Long.MAX_VALUE);
    List<LogEvent> all = stream.events();
    List<LogEvent> events =
        all.subList(LogsService.firstAt(all, from), LogsService.firstAt(all, to));
    return page(events, input);
  }

  private static ObjectNode page(List<LogEvent> events, Input input) throws ServiceException {
    int limit = input.count("limit", PAGE_EVENTS, PAGE_EVENTS);
    int begin;
    int end;
    if (input.has("nextToken")) {
      Matcher token = TOKEN.matcher(input.required("nextToken"));
      if (!token.matches()) {
        throw Dialect.of("logs").badToken();
      }
      int index = (int) Math.min(events.size(), Long.parseLong(token.group(2).substring(40)));
      boolean forward = token.group(1).equals("f");
      begin = forward ? index : backward(events, index, limit);
      end = forward ? forward(events, index, limit) : index;
    } else if (input.flag("startFromHead")) {
      begin = 0;
      end = forward(events, 0, limit);
    } else {
      end = events.size();
      begin = backward(events, end, limit);
    }
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("events");
    events.subList(begin, end).forEach(event -> items.add(event.plain()));
    return answer
        .put("nextForwardToken", "f/%056d/s".formatted(end))
        .put("nextBackwardToken", "b/%056d/s".formatted(begin));
  }

  private static int forward(List<LogEvent> events, int from, int limit) {
    int end = from;
    for (int bytes = 0; end < events.size() && end - from < limit; end++) {
      bytes += events.get(end).size();
      if (bytes > PAGE_BYTES) {
        break;
      }
    }
    return end;
  }

  private static int backward(List<LogEvent> events, int to, int limit) {
    int begin = to;
    for (int bytes = 0; begin > 0 && to - begin < limit; begin--) {
      bytes += events.get(begin - 1).size();
      if (bytes > PAGE_BYTES) {
        break;
      }
    }
    return begin;
  }
}
