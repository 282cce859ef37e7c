// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** ECR as its API shows the registry. */
public final class RegistryService extends ModelledService {
  private static final Pages PAGES = Pages.of("nextToken", "maxResults", 100, 1000);
  private static final int MAX_IDS = 100;

  private final Registry registry;

  /** The registry as its API shows it. */
  public RegistryService(Registry registry) {
    super("ecr");
    this.registry = requireNonNull(registry, "registry is null");
    operation(
        "DescribeImages",
        "registryId repositoryName! imageIds filter maxResults nextToken",
        this::describeImages);
    operation(
        "BatchGetImage",
        "registryId repositoryName! imageIds! acceptedMediaTypes",
        this::batchGetImage);
    operation(
        "DescribeRepositories",
        "registryId repositoryNames maxResults nextToken",
        this::describeRepositories);
    operation(
        "GetDownloadUrlForLayer", "registryId repositoryName! layerDigest!", this::downloadUrl);
    operation("GetAuthorizationToken", "registryIds", input -> authorizationToken());
  }

  private Repository repository(Input input) throws ServiceException {
    String registryId = input.text("registryId").orElse(registry.account());
    String name = input.required("repositoryName");
    return registry
        .repository(name)
        .filter(found -> registryId.equals(registry.account()))
        .orElseThrow(
            () ->
                new ServiceException(
                    "RepositoryNotFoundException",
                    400,
                    "The repository with name '%s' does not exist in the registry with id '%s'"
                        .formatted(name, registryId)));
  }

  private static Optional<StoredImage> find(Repository repository, ObjectNode id) {
    return id.has("imageDigest")
        ? repository.byDigest(id.path("imageDigest").asText())
        : repository.byTag(id.path("imageTag").asText());
  }

  private ObjectNode describeImages(Input input) throws ServiceException {
    Repository repository = repository(input);
    List<ObjectNode> ids = input.objects("imageIds");
    if (ids.size() > MAX_IDS) {
      throw input.invalid("Invalid parameter at 'imageIds' failed to satisfy constraint: 100");
    }
    List<StoredImage> found = new ArrayList<>();
    for (ObjectNode id : ids) {
      found.add(find(repository, id).orElseThrow(() -> imageNotFound(repository, id)));
    }
    ObjectNode answer = Json.object();
    ArrayNode details = answer.putArray("imageDetails");
    if (input.has("imageIds")) {
      found.forEach(image -> details.add(detail(repository, image)));
      return answer;
    }
    Pages.Page<StoredImage> page = PAGES.page(List.copyOf(repository.images()), input);
    page.items().forEach(image -> details.add(detail(repository, image)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ServiceException imageNotFound(Repository repository, ObjectNode id) {
    return new ServiceException(
        "ImageNotFoundException",
        400,
        "The image with imageId {imageDigest:'%s', imageTag:'%s'} does not exist within the repository with name '%s' in the registry with id '%s'"
            .formatted(
                id.path("imageDigest").asText("null"),
                id.path("imageTag").asText("null"),
                repository.name(),
                registry.account()));
  }

  private ObjectNode detail(Repository repository, StoredImage stored) {
    ObjectNode detail =
        Json.object()
            .put("registryId", registry.account())
            .put("repositoryName", repository.name())
            .put("imageDigest", stored.image().digest());
    if (!stored.tags().isEmpty()) {
      detail.set("imageTags", Json.texts(stored.tags()));
    }
    detail.put("imageSizeInBytes", stored.image().size());
    detail.set("imagePushedAt", Timestamps.seconds(stored.pushedAt()));
    detail
        .put("imageManifestMediaType", stored.image().mediaType())
        .put("artifactMediaType", "application/vnd.docker.container.image.v1+json");
    stored.pulledAt().ifPresent(at -> detail.set("lastRecordedPullTime", Timestamps.seconds(at)));
    return detail;
  }

  private ObjectNode batchGetImage(Input input) throws ServiceException {
    Repository repository = repository(input);
    ObjectNode answer = Json.object();
    ArrayNode images = answer.putArray("images");
    ArrayNode failures = answer.putArray("failures");
    for (ObjectNode id : input.objects("imageIds")) {
      Optional<StoredImage> found = find(repository, id);
      if (found.isEmpty()) {
        ObjectNode failure = failures.addObject();
        failure.set("imageId", id.deepCopy());
        failure.put("failureCode", "ImageNotFound");
        failure.put("failureReason", "Requested image not found");
        continue;
      }
      Image image = found.get().image();
      ObjectNode item = images.addObject();
      item.put("registryId", registry.account()).put("repositoryName", repository.name());
      item.set("imageId", id.deepCopy().put("imageDigest", image.digest()));
      item.put("imageManifest", image.manifest()).put("imageManifestMediaType", image.mediaType());
    }
    return answer;
  }

  private ObjectNode describeRepositories(Input input) throws ServiceException {
    List<Repository> found = new ArrayList<>();
    if (input.has("repositoryNames")) {
      for (String name : input.texts("repositoryNames")) {
        found.add(
            registry
                .repository(name)
                .orElseThrow(
                    () ->
                        new ServiceException(
                            "RepositoryNotFoundException",
                            400,
                            "The repository with name '" + name + "' does not exist")));
      }
    } else {
      found.addAll(registry.repositories());
    }
    Pages.Page<Repository> page = PAGES.page(found, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("repositories");
    page.items().forEach(repository -> items.add(describe(repository)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode describe(Repository repository) {
    ObjectNode item = Json.object();
    item.put(
        "repositoryArn",
        "arn:aws:ecr:"
            + registry.region()
            + ":"
            + registry.account()
            + ":repository/"
            + repository.name());
    item.put("registryId", registry.account())
        .put("repositoryName", repository.name())
        .put("repositoryUri", registry.host() + "/" + repository.name());
    item.set("createdAt", Timestamps.seconds(repository.createdAt()));
    return item.put("imageTagMutability", "MUTABLE");
  }

  private ObjectNode downloadUrl(Input input) throws ServiceException {
    Repository repository = repository(input);
    String digest = input.required("layerDigest");
    boolean known =
        repository.images().stream().anyMatch(i -> i.image().blobs().containsKey(digest));
    if (!known) {
      throw new ServiceException(
          "LayersNotFoundException", 400, "The layer with digest '" + digest + "' does not exist");
    }
    return Json.object()
        .put(
            "downloadUrl",
            "https://prod-starport-layer-bucket.s3.amazonaws.com/"
                + digest.replace("sha256:", "")
                + "?X-Amz-Expires=3600&X-Amz-Signature="
                + Digests.hex(digest.getBytes(StandardCharsets.UTF_8)))
        .put("layerDigest", digest);
  }

  private ObjectNode authorizationToken() {
    ObjectNode answer = Json.object();
    ObjectNode data = answer.putArray("authorizationData").addObject();
    String secret =
        Digests.hex(registry.simulation().now().toString().getBytes(StandardCharsets.UTF_8));
    data.put(
        "authorizationToken",
        Base64.getEncoder().encodeToString(("AWS:" + secret).getBytes(StandardCharsets.UTF_8)));
    data.set(
        "expiresAt", Timestamps.seconds(registry.simulation().now().plus(Duration.ofHours(12))));
    data.put("proxyEndpoint", "https://" + registry.host());
    return answer;
  }
}
