// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CloudWatch Logs as its API shows the log groups. */
public final class LogsService extends ModelledService {
  private static final int PAGE_EVENTS = 10_000;
  private static final int PAGE_BYTES = 1 << 20;
  private static final int MAX_NAMES = 100;
  private static final Pages STREAM_PAGES = Pages.of("nextToken", "limit", 50, 50);
  private static final Pages FILTER_PAGES =
      Pages.of("nextToken", "limit", PAGE_EVENTS, PAGE_EVENTS);

  /** The summary of a stream is behind its events. */
  private static final Duration SUMMARY_LAG = Duration.ofMinutes(10);

  private final Logs logs;
  private final String arnPrefix;

  /** The logs of an account in a Region. */
  public LogsService(Logs logs, String account, String region) {
    super("logs");
    this.logs = requireNonNull(logs, "logs is null");
    this.arnPrefix = "arn:aws:logs:" + region + ":" + account + ":log-group:";
    operation("DescribeLogGroups", "logGroupNamePrefix limit nextToken", this::describeGroups);
    operation(
        "DescribeLogStreams",
        "logGroupName! logStreamNamePrefix orderBy descending limit nextToken",
        this::describeStreams);
    operation(
        "FilterLogEvents",
        "logGroupName! logStreamNames logStreamNamePrefix startTime endTime filterPattern limit"
            + " nextToken interleaved",
        this::filter);
    operation(
        "GetLogEvents",
        "logGroupName! logStreamName! startTime endTime startFromHead limit nextToken",
        new StreamReader(logs)::read);
  }

  static LogGroup group(Logs logs, Input input) throws ServiceException {
    return logs.group(input.required("logGroupName"))
        .orElseThrow(() -> notFound("The specified log group does not exist."));
  }

  static ServiceException notFound(String message) {
    return new ServiceException("ResourceNotFoundException", 400, message);
  }

  /** Returns the first moment that a group still remembers. */
  static long horizon(Logs logs, LogGroup group) {
    return group.retentionDays().isPresent()
        ? logs.now() - Duration.ofDays(group.retentionDays().getAsInt()).toMillis()
        : Long.MIN_VALUE;
  }

  private ObjectNode describeGroups(Input input) throws ServiceException {
    String prefix = input.text("logGroupNamePrefix").orElse("");
    List<LogGroup> groups =
        logs.groups().stream().filter(group -> group.name().startsWith(prefix)).toList();
    Pages.Page<LogGroup> page = STREAM_PAGES.page(groups, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("logGroups");
    for (LogGroup group : page.items()) {
      ObjectNode item = items.addObject();
      item.put("logGroupName", group.name()).put("creationTime", group.creationTime());
      group.retentionDays().ifPresent(days -> item.put("retentionInDays", days));
      item.put("metricFilterCount", 0)
          .put("arn", arnPrefix + group.name() + ":*")
          .put("storedBytes", group.storedBytes())
          .put("logGroupClass", "STANDARD")
          .put("logGroupArn", arnPrefix + group.name());
    }
    STREAM_PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode describeStreams(Input input) throws ServiceException {
    LogGroup group = group(logs, input);
    boolean byTime = input.text("orderBy").orElse("LogStreamName").equals("LastEventTime");
    if (byTime && input.has("logStreamNamePrefix")) {
      throw input.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    String prefix = input.text("logStreamNamePrefix").orElse("");
    Comparator<LogStream> order =
        byTime
            ? Comparator.comparingLong(this::lastKnown).thenComparing(LogStream::name)
            : Comparator.comparing(LogStream::name);
    List<LogStream> streams =
        group.streams().stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .sorted(input.flag("descending") ? order.reversed() : order)
            .toList();
    Pages.Page<LogStream> page = STREAM_PAGES.page(streams, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("logStreams");
    page.items().forEach(stream -> items.add(describe(group, stream)));
    STREAM_PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode describe(LogGroup group, LogStream stream) {
    List<LogEvent> events = stream.events();
    return Json.object()
        .put("logStreamName", stream.name())
        .put("creationTime", stream.creationTime())
        .put("firstEventTimestamp", events.get(0).timestamp())
        .put("lastEventTimestamp", lastKnown(stream))
        .put("lastIngestionTime", events.get(events.size() - 1).ingestionTime())
        .put("uploadSequenceToken", "4904%024d".formatted(stream.creationTime()))
        .put("arn", arnPrefix + group.name() + ":log-stream:" + stream.name())
        .put("storedBytes", 0);
  }

  private long lastKnown(LogStream stream) {
    long horizon = logs.now() - SUMMARY_LAG.toMillis();
    List<LogEvent> events = stream.events();
    for (int i = events.size() - 1; i > 0; i--) {
      if (events.get(i).timestamp() <= horizon) {
        return events.get(i).timestamp();
      }
    }
    return events.get(0).timestamp();
  }

  /** Scans a bounded part of the group per page, so that a page may be empty and have a token. */
  private ObjectNode filter(Input input) throws ServiceException {
    LogGroup group = group(logs, input);
    Set<String> names = new HashSet<>(input.texts("logStreamNames"));
    if (names.size() > MAX_NAMES) {
      throw input.invalid("No more than 100 logStreamNames are allowed.");
    }
    String prefix = input.text("logStreamNamePrefix").orElse("");
    FilterPattern pattern = new FilterPattern(input.text("filterPattern").orElse(""));
    long from = Math.max(horizon(logs, group), input.call().input().path("startTime").asLong(0));
    long to = input.call().input().path("endTime").asLong(Long.MAX_VALUE);
    int limit = input.count("limit", PAGE_EVENTS, PAGE_EVENTS);
    List<LogEvent> events = group.events();
    int index = Math.max(FILTER_PAGES.offset(input), firstAt(events, from));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("events");
    int scanned = 0;
    int bytes = 0;
    for (; index < events.size() && events.get(index).timestamp() <= to; index++) {
      LogEvent event = events.get(index);
      if (items.size() == limit || scanned == PAGE_EVENTS || bytes + event.size() > PAGE_BYTES) {
        break;
      }
      scanned++;
      bytes += event.size();
      boolean wanted = names.isEmpty() || names.contains(event.stream());
      if (wanted && event.stream().startsWith(prefix) && pattern.test(event.message())) {
        items.add(event.filtered());
      }
    }
    answer.putArray("searchedLogStreams");
    if (index < events.size() && events.get(index).timestamp() <= to) {
      answer.put("nextToken", FILTER_PAGES.token(input, index));
    }
    return answer;
  }

  /** Returns the index of the first event at or after a time. */
  static int firstAt(List<LogEvent> events, long time) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).timestamp() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
