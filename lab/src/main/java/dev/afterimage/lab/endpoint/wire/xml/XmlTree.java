// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire.xml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes answers in the API model's shape as XML. Timestamps are ISO 8601 in UTC. */
public final class XmlTree {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  @FunctionalInterface
  private interface Step {
    void write() throws XMLStreamException;
  }

  private final String service;
  private final XmlNames names;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  /** An empty document of a service. */
  public XmlTree(String service, XmlNames names) {
    this.service = requireNonNull(service, "service is null");
    this.names = requireNonNull(names, "names is null");
    try {
      writer = FACTORY.createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("no XML can be written", e);
    }
    step(() -> writer.writeStartDocument("UTF-8", "1.0"));
  }

  private XmlTree step(Step step) {
    try {
      step.write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an answer of " + service + " cannot be written", e);
    }
    return this;
  }

  /** Opens an element, in a namespace unless that is empty. */
  public XmlTree open(String element, String namespace) {
    return step(
        () -> {
          writer.writeStartElement(element);
          if (!namespace.isEmpty()) {
            writer.writeDefaultNamespace(namespace);
          }
        });
  }

  /** Closes the innermost open element. */
  public XmlTree close() {
    return step(writer::writeEndElement);
  }

  /** Writes an element with text. */
  public XmlTree text(String element, String value) {
    return step(
        () -> {
          writer.writeStartElement(element);
          writer.writeCharacters(legal(value));
          writer.writeEndElement();
        });
  }

  /** Writes the members of a structure into the open element. */
  public XmlTree members(ObjectNode structure) {
    return members("", structure);
  }

  private XmlTree members(String parent, JsonNode structure) {
    for (Map.Entry<String, JsonNode> member : structure.properties()) {
      JsonNode value = member.getValue();
      String name = member.getKey();
      if (!value.isNull()) {
        element(names.element(parent, name, value.isArray()), name, value);
      }
    }
    return this;
  }

  private void element(String element, String name, JsonNode value) {
    if (value.isArray()) {
      open(element, "");
      value.forEach(item -> element(names.item(), name, item));
      close();
    } else if (value.isObject() && names.isMap(name)) {
      open(element, "");
      value.properties().forEach(entry -> entry(entry.getKey(), entry.getValue()));
      close();
    } else if (value.isObject()) {
      open(element, "").members(name, value).close();
    } else {
      text(element, scalar(name, value));
    }
  }

  private void entry(String key, JsonNode value) {
    open("entry", "").text("key", key).text("value", scalar("", value)).close();
  }

  private String scalar(String name, JsonNode value) {
    if (value.isNumber() && Timestamps.isTimestamp(service, name)) {
      return Timestamps.parse(value).toString();
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  /** Replaces what XML 1.0 has no way to write. */
  private static String legal(String value) {
    return value.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  /** Closes what is open and returns the document. */
  public String finish() {
    step(writer::writeEndDocument);
    return text.toString();
  }
}
