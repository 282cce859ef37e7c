// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Dialect;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a call, read with the service's own error where they are wrong. */
public final class Input {
  private final Call call;

  Input(Call call) {
    this.call = requireNonNull(call, "call is null");
  }

  /** Returns the call itself. */
  public Call call() {
    return call;
  }

  /** Returns the error for a parameter that is wrong. */
  public ServiceException invalid(String why) {
    return Dialect.of(call.service()).invalid(why);
  }

  /** Returns whether the parameter was given. */
  public boolean has(String name) {
    return call.input().hasNonNull(name);
  }

  /** Returns a parameter that must be there. */
  public String required(String name) throws ServiceException {
    return text(name)
        .orElseThrow(
            () ->
                invalid(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                            .formatted(name)
                        + " Member must not be null"));
  }

  /** Returns a text. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(call.input().get(name))
        .filter(node -> !node.isNull())
        .map(JsonNode::asText);
  }

  /** Returns a truth value, false where there is none. */
  public boolean flag(String name) {
    return call.input().path(name).asBoolean(false);
  }

  /** Returns a whole number between 1 and {@code max}; {@code fallback} where there is none. */
  public int count(String name, int fallback, int max) throws ServiceException {
    if (!has(name)) {
      return fallback;
    }
    int value = call.input().path(name).asInt(-1);
    if (value < 1 || value > max) {
      throw invalid(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value less than or equal to %d"
              .formatted(call.input().path(name).asText(), name, max));
    }
    return value;
  }

  /** Returns a time that the model has as a timestamp. */
  public Optional<Instant> time(String name) throws ServiceException {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Timestamps.parse(call.input().path(name)));
    } catch (DateTimeException e) {
      throw invalid(name + " is not a time: " + call.input().path(name).asText());
    }
  }

  /** Returns a time that the model has as epoch milliseconds. */
  public Optional<Instant> millis(String name) {
    return has(name)
        ? Optional.of(Instant.ofEpochMilli(call.input().path(name).asLong()))
        : Optional.empty();
  }

  /** Returns a list of texts, empty where there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    call.input().path(name).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  /** Returns a list of structures, empty where there is none. */
  public List<ObjectNode> objects(String name) {
    List<ObjectNode> objects = new ArrayList<>();
    call.input()
        .path(name)
        .forEach(
            node -> {
              if (node instanceof ObjectNode object) {
                objects.add(object);
              }
            });
    return objects;
  }
}
