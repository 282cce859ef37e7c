// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.trail;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** CloudTrail's LookupEvents: one attribute per call, 50 events per page, newest first. */
public final class TrailService extends ModelledService {
  private static final Pages PAGES = Pages.of("NextToken", "MaxResults", 50, 50);

  private final Trail trail;

  /** The event history as its API shows it. */
  public TrailService(Trail trail) {
    super("cloudtrail");
    this.trail = requireNonNull(trail, "trail is null");
    operation(
        "LookupEvents", "LookupAttributes StartTime EndTime MaxResults NextToken", this::lookup);
  }

  private ObjectNode lookup(Input input) throws ServiceException {
    List<ObjectNode> attributes = input.objects("LookupAttributes");
    if (attributes.size() > 1) {
      throw new ServiceException(
          "InvalidLookupAttributesException", 400, "You can specify only one attribute.");
    }
    Instant start = input.time("StartTime").orElse(Instant.MIN);
    Instant end = input.time("EndTime").orElse(Instant.MAX);
    if (end.isBefore(start)) {
      throw new ServiceException(
          "InvalidTimeRangeException", 400, "The start time is after the end time.");
    }
    List<TrailEvent> found =
        trail.shown().stream()
            .filter(event -> !event.time().isBefore(start) && !event.time().isAfter(end))
            .toList();
    for (ObjectNode attribute : attributes) {
      found = matching(found, attribute);
    }
    List<TrailEvent> newestFirst = new ArrayList<>(found);
    Collections.reverse(newestFirst);
    newestFirst.sort(Comparator.comparing(TrailEvent::time).reversed());
    Pages.Page<TrailEvent> page = PAGES.page(newestFirst, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Events");
    page.items().forEach(event -> items.add(describe(event)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private static List<TrailEvent> matching(List<TrailEvent> events, ObjectNode attribute)
      throws ServiceException {
    String value = attribute.path("AttributeValue").asText();
    return switch (attribute.path("AttributeKey").asText()) {
      case "EventId" -> events.stream().filter(e -> e.text("eventID").equals(value)).toList();
      case "EventName" -> events.stream().filter(e -> e.text("eventName").equals(value)).toList();
      case "EventSource" ->
          events.stream().filter(e -> e.text("eventSource").equals(value)).toList();
      case "ReadOnly" -> events.stream().filter(e -> e.text("readOnly").equals(value)).toList();
      case "Username" -> events.stream().filter(e -> e.user().equals(value)).toList();
      case "ResourceName" ->
          events.stream()
              .filter(e -> e.resources().stream().anyMatch(r -> r.name().equals(value)))
              .toList();
      case "ResourceType" ->
          events.stream()
              .filter(e -> e.resources().stream().anyMatch(r -> r.type().equals(value)))
              .toList();
      default ->
          throw new ServiceException(
              "InvalidLookupAttributesException",
              400,
              "The attribute key is not valid: " + attribute.path("AttributeKey").asText());
    };
  }

  private static ObjectNode describe(TrailEvent event) {
    ObjectNode item =
        Json.object()
            .put("EventId", event.text("eventID"))
            .put("EventName", event.text("eventName"))
            .put("ReadOnly", event.text("readOnly"));
    item.set("EventTime", Timestamps.seconds(event.time()));
    item.put("EventSource", event.text("eventSource")).put("Username", event.user());
    ArrayNode resources = item.putArray("Resources");
    event
        .resources()
        .forEach(
            resource ->
                resources
                    .addObject()
                    .put("ResourceType", resource.type())
                    .put("ResourceName", resource.name()));
    return item.put("CloudTrailEvent", Json.text(event.record()));
  }
}
