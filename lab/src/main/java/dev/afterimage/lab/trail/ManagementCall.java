// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.trail;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.afterimage.lab.json.Json;
import java.util.List;
import java.util.Optional;

/** A management call, as it is put down in the event history. */
public final class ManagementCall {

  /** Why a call was refused. */
  public record Refusal(String code, String message) {}

  private final Actor actor;
  private final String service;
  private final String event;
  private JsonNode request = Json.object();
  private JsonNode response = NullNode.getInstance();
  private Optional<Refusal> error = Optional.empty();
  private List<TrailEvent.Resource> resources = List.of();

  /**
   * A call.
   *
   * @param service the source without its domain: {@code lambda}
   * @param event the name in the history, with the API's date where it has one
   */
  public ManagementCall(Actor actor, String service, String event) {
    this.actor = requireNonNull(actor, "actor is null");
    this.service = requireNonNull(service, "service is null");
    this.event = requireNonNull(event, "event is null");
  }

  /** Says what was asked for. */
  public ManagementCall request(JsonNode request) {
    this.request = request.deepCopy();
    return this;
  }

  /** Says what was answered. */
  public ManagementCall response(JsonNode response) {
    this.response = response.deepCopy();
    return this;
  }

  /** Says that the call was refused. */
  public ManagementCall refused(String code, String message) {
    this.error = Optional.of(new Refusal(code, message));
    return this;
  }

  /** Says what the call was about. */
  public ManagementCall about(String type, String name) {
    this.resources = List.of(new TrailEvent.Resource(type, name));
    return this;
  }

  Actor actor() {
    return actor;
  }

  String service() {
    return service;
  }

  String event() {
    return event;
  }

  JsonNode request() {
    return request;
  }

  JsonNode response() {
    return response;
  }

  Optional<Refusal> error() {
    return error;
  }

  List<TrailEvent.Resource> resources() {
    return resources;
  }
}
