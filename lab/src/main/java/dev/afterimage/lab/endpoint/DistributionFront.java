// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.Caller;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.Parameters;
import dev.afterimage.lab.endpoint.registry.DistributionError;
import dev.afterimage.lab.endpoint.registry.DistributionPath;
import dev.afterimage.lab.endpoint.registry.RegistryAnswers;
import dev.afterimage.lab.endpoint.registry.RegistryTokens;
import dev.afterimage.lab.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** ECR's registry as the OCI distribution specification has it, for reading. */
final class DistributionFront implements Front {
  private static final String VERSION = "Docker-Distribution-Api-Version";
  private static final String NO_IMAGE = "ImageNotFoundException";

  private final AccountGate gate;
  private final RegistryTokens tokens;
  private final RegistryAnswers answers;

  DistributionFront(AccountGate gate, RegistryTokens tokens, RegistryAnswers answers) {
    this.gate = requireNonNull(gate, "gate is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.answers = requireNonNull(answers, "answers is null");
  }

  @Override
  public boolean takes(HttpRequest request) {
    return DistributionPath.isRegistry(request.path());
  }

  @Override
  public Served serve(HttpRequest request) {
    Optional<RegistryTokens.Holder> holder =
        request.header("authorization").flatMap(tokens::holder);
    Caller caller =
        holder
            .map(RegistryTokens.Holder::caller)
            .orElseGet(() -> new Caller("anonymous", "127.0.0.1", "-"));
    Optional<DistributionPath> path = DistributionPath.parse(request.path());
    Call call = path.map(asked -> call(asked, caller)).orElseGet(() -> call(request, caller));
    if (holder.isEmpty()) {
      HttpReply reply = new DistributionError("UNAUTHORIZED", 401, "Not Authorized").reply();
      return served(
          call,
          reply.with("WWW-Authenticate", "Basic realm=\"registry\",service=\"ecr.amazonaws.com\""),
          "UNAUTHORIZED");
    }
    Account account = gate.in(holder.get().region()).orElseGet(gate::first);
    try {
      return served(call, reply(account, request, path, call), "");
    } catch (ServiceException e) {
      DistributionError error = DistributionError.of(e);
      return served(call, error.reply(), error.code());
    }
  }

  private static Served served(Call call, HttpReply reply, String error) {
    return new Served(call, reply.with(VERSION, "registry/2.0"), error);
  }

  /** The call of ECR that a permission would be asked for. */
  private static Call call(DistributionPath path, Caller caller) {
    ObjectNode input = Json.object();
    if (path.kind() != DistributionPath.Kind.BASE) {
      input.put("repositoryName", path.name());
    }
    String operation =
        switch (path.kind()) {
          case BASE -> "GetAuthorizationToken";
          case TAGS -> "DescribeImages";
          case BLOB -> {
            input.put("layerDigest", path.reference());
            yield "GetDownloadUrlForLayer";
          }
          case MANIFEST -> {
            input
                .putArray("imageIds")
                .addObject()
                .put(path.isDigest() ? "imageDigest" : "imageTag", path.reference());
            yield "BatchGetImage";
          }
        };
    return new Call("ecr", operation, input, caller);
  }

  private static Call call(HttpRequest request, Caller caller) {
    return new Call("ecr", request.method() + " " + request.path(), Json.object(), caller);
  }

  private HttpReply reply(
      Account account, HttpRequest request, Optional<DistributionPath> path, Call call)
      throws ServiceException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return new DistributionError("UNSUPPORTED", 405, "The registry is here for reading").reply();
    }
    if (path.isEmpty()) {
      return new DistributionError("NAME_INVALID", 404, "No such path").reply();
    }
    return switch (path.get().kind()) {
      case BASE -> HttpReply.of(200, "application/json", "{}");
      case MANIFEST -> gate.ask(account, call, DistributionFront::image).reply();
      case BLOB -> gate.ask(account, call, answer -> redirect(account, call, path.get()));
      case TAGS -> tags(request, path.get().name(), allTags(account, call));
    };
  }

  /** An image, or nothing where the registry has none. */
  private record Found(Optional<JsonNode> image) {
    HttpReply reply() throws ServiceException {
      JsonNode found =
          image.orElseThrow(() -> new ServiceException(NO_IMAGE, 404, "Requested image not found"));
      return HttpReply.of(
              200,
              found.path("imageManifestMediaType").asText(),
              found.path("imageManifest").asText())
          .with("Docker-Content-Digest", found.path("imageId").path("imageDigest").asText());
    }
  }

  private static Found image(ObjectNode answer) {
    return new Found(Optional.ofNullable(answer.path("images").get(0)));
  }

  private HttpReply redirect(Account account, Call call, DistributionPath path) {
    return new HttpReply(
        307, Map.of("Location", answers.link(account, call, path.reference())), Body.of(""));
  }

  private SortedSet<String> allTags(Account account, Call call) throws ServiceException {
    SortedSet<String> tags = new TreeSet<>();
    Call next = call;
    String token;
    do {
      ObjectNode page = gate.ask(account, next, ObjectNode::deepCopy);
      page.path("imageDetails")
          .forEach(image -> image.path("imageTags").forEach(tag -> tags.add(tag.asText())));
      token = page.path("nextToken").asText();
      ObjectNode input = call.input().deepCopy().put("nextToken", token);
      next = new Call(call.service(), call.operation(), input, call.caller());
    } while (!token.isEmpty());
    return tags;
  }

  private static HttpReply tags(HttpRequest request, String name, SortedSet<String> all) {
    Map<String, String> query = Parameters.parse(request.query());
    String last = query.getOrDefault("last", "");
    List<String> behind = all.stream().filter(tag -> tag.compareTo(last) > 0).toList();
    String n = query.getOrDefault("n", "");
    int size = n.matches("\\d{1,6}") ? Math.min(Integer.parseInt(n), behind.size()) : behind.size();
    List<String> page = behind.subList(0, size);
    ObjectNode body = Json.object("name", name);
    body.set("tags", Json.texts(page));
    HttpReply reply = HttpReply.of(200, "application/json", Json.text(body));
    return size == 0 || size == behind.size()
        ? reply
        : reply.with(
            "Link",
            "</v2/%s/tags/list?n=%d&last=%s>; rel=\"next\""
                .formatted(name, size, page.get(size - 1)));
  }
}
