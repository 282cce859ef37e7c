// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Smithy RPC v2 CBOR: service and operation are the path, input and answer are CBOR. Timestamps are
 * epoch seconds with tag 1.
 */
final class RpcCbor implements Protocol {
  private static final Pattern PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)");
  private static final String HEADER = "smithy-protocol";
  private static final String NAME = "rpc-v2-cbor";
  private static final int EPOCH_SECONDS = 1;
  private static final CBORMapper MAPPER = new CBORMapper();

  @Override
  public Optional<Address> address(HttpRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || !request.header(HEADER).orElse("").equals(NAME)) {
      return Optional.empty();
    }
    String target = path.group(1);
    String service = WireService.targeted(target).map(WireService::name).orElse(target);
    return Optional.of(new Address(service, path.group(2)));
  }

  @Override
  public ObjectNode input(HttpRequest request, Address address) throws ServiceException {
    if (request.body().isEmpty()) {
      return Json.object();
    }
    try {
      if (MAPPER.readTree(request.body().toBytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static ServiceException unreadable() {
    return new ServiceException("SerializationException", 400, "The body is no CBOR map");
  }

  @Override
  public HttpReply answer(Address address, ObjectNode answer, String requestId) {
    return reply(200, bytes(address.service(), answer), requestId);
  }

  @Override
  public HttpReply error(Address address, ServiceException error, String requestId) {
    ObjectNode body = Json.object("__type", QueryCompatible.shape(address, error));
    body.put("message", error.message()).setAll(error.fields());
    HttpReply reply = reply(error.httpStatus(), bytes(address.service(), body), requestId);
    return QueryCompatible.mark(reply, address, error);
  }

  private static HttpReply reply(int status, Body body, String requestId) {
    return HttpReply.of(status, "application/cbor", body)
        .with(HEADER, NAME)
        .with("x-amzn-RequestId", requestId);
  }

  private static Body bytes(String service, ObjectNode answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator generator = MAPPER.getFactory().createGenerator(bytes)) {
      write(generator, service, "", answer);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer of " + service + " cannot be written", e);
    }
    return Body.of(bytes.toByteArray());
  }

  /** Writes the value of a member; the items of a list carry the member's name. */
  private static void write(CBORGenerator generator, String service, String name, JsonNode value)
      throws IOException {
    if (value.isObject()) {
      generator.writeStartObject(value, value.size());
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        generator.writeFieldName(member.getKey());
        write(generator, service, member.getKey(), member.getValue());
      }
      generator.writeEndObject();
    } else if (value.isArray()) {
      generator.writeStartArray(value, value.size());
      for (JsonNode item : value) {
        write(generator, service, name, item);
      }
      generator.writeEndArray();
    } else if (value.isNumber() && Timestamps.isTimestamp(service, name)) {
      generator.writeTag(EPOCH_SECONDS);
      generator.writeNumber(value.doubleValue());
    } else if (value.isFloatingPointNumber()) {
      generator.writeNumber(value.doubleValue());
    } else {
      generator.writeTree(value);
    }
  }
}
