// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.ByteRange;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.registry.LayerLinks;
import dev.afterimage.lab.endpoint.wire.xml.MemberNames;
import dev.afterimage.lab.endpoint.wire.xml.XmlTree;
import dev.afterimage.lab.json.Json;
import java.util.Arrays;
import java.util.Optional;

/** The bucket that the links of GetDownloadUrlForLayer lead to. */
final class LayerFront implements Front {
  private static final String BYTES = "application/octet-stream";

  private final AccountGate gate;
  private final LayerLinks links;

  LayerFront(AccountGate gate, LayerLinks links) {
    this.gate = requireNonNull(gate, "gate is null");
    this.links = requireNonNull(links, "links is null");
  }

  @Override
  public boolean takes(HttpRequest request) {
    return LayerLinks.isLink(request.path());
  }

  @Override
  public Served serve(HttpRequest request) {
    ObjectNode input = Json.object("Key", request.path().substring(1));
    request.header("range").ifPresent(range -> input.put("Range", range));
    Caller anybody = new Caller("anonymous", "127.0.0.1", request.header("user-agent").orElse("-"));
    Call call = new Call("s3", "GetObject", input, anybody);
    try {
      return new Served(call, content(request), "");
    } catch (ServiceException e) {
      return new Served(call, error(e), e.code());
    }
  }

  private HttpReply content(HttpRequest request) throws ServiceException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw new ServiceException(
          "MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }
    if (gate.weather().throttlesNext()) {
      throw new ServiceException("SlowDown", 503, "Please reduce your request rate.");
    }
    LayerLinks.Target target = links.check(request);
    byte[] bytes =
        gate.in(target.region())
            .flatMap(account -> layer(account, target.digest()))
            .orElseThrow(
                () -> new ServiceException("NoSuchKey", 404, "The specified key does not exist."));
    return part(bytes, request.header("range").filter(ByteRange::isUnderstood));
  }

  private static Optional<byte[]> layer(Account account, String digest) {
    synchronized (account) {
      return account.layer(digest);
    }
  }

  private static HttpReply part(byte[] bytes, Optional<String> range) throws ServiceException {
    if (range.isEmpty()) {
      return HttpReply.of(200, BYTES, Body.of(bytes)).with("Accept-Ranges", "bytes");
    }
    ByteRange asked =
        ByteRange.parse(range.get(), bytes.length)
            .orElseThrow(
                () ->
                    new ServiceException(
                        "InvalidRange", 416, "The requested range is not satisfiable"));
    byte[] part = Arrays.copyOfRange(bytes, (int) asked.first(), (int) asked.last() + 1);
    return HttpReply.of(206, BYTES, Body.of(part))
        .with("Accept-Ranges", "bytes")
        .with("Content-Range", asked.of(bytes.length));
  }

  private static HttpReply error(ServiceException error) {
    XmlTree body =
        new XmlTree("s3", new MemberNames())
            .open("Error", "")
            .text("Code", error.code())
            .text("Message", error.message())
            .members(error.fields());
    return HttpReply.of(error.httpStatus(), "application/xml", body.finish());
  }
}
