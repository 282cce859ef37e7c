// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.Simulation;
import dev.afterimage.lab.trail.Actor;
import dev.afterimage.lab.trail.ManagementCall;
import dev.afterimage.lab.trail.Trail;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The account's private registry. */
public final class Registry {

  /** Whether Lambda gets an image when it fetches it again. */
  public enum Fetch {
    /** It gets it. */
    FOUND,
    /** The image is gone. */
    DELETED,
    /** The repository's policy does not let Lambda read. */
    DENIED
  }

  private static final String SERVICE = "ecr";
  private static final String REPOSITORY = "repositoryName";
  private static final String REPOSITORY_TYPE = "AWS::ECR::Repository";

  private final Simulation simulation;
  private final Trail trail;
  private final String account;
  private final String region;
  private final String host;
  private final TreeMap<String, Repository> repositories = new TreeMap<>();

  /** An empty registry. */
  public Registry(Simulation simulation, Trail trail, String account, String region) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.trail = requireNonNull(trail, "trail is null");
    this.account = requireNonNull(account, "account is null");
    this.region = requireNonNull(region, "region is null");
    this.host = account + ".dkr.ecr." + region + ".amazonaws.com";
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  String host() {
    return host;
  }

  Simulation simulation() {
    return simulation;
  }

  Collection<Repository> repositories() {
    return Collections.unmodifiableCollection(repositories.values());
  }

  Optional<Repository> repository(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  /** Returns the URI of a repository's image by tag. */
  public String uri(String repository, String tag) {
    return host + "/" + repository + ":" + tag;
  }

  /** Returns the URI of a repository's image by digest. */
  public String resolvedUri(String repository, String digest) {
    return host + "/" + repository + "@" + digest;
  }

  /** Pushes an image under tags, which move there from any other image of the repository. */
  public void push(Actor actor, String repository, Image image, List<String> tags) {
    Repository into =
        repositories.computeIfAbsent(repository, name -> new Repository(name, simulation.now()));
    StoredImage stored = into.put(image, simulation.now());
    for (String tag : tags) {
      into.byTag(tag).ifPresent(other -> other.untag(tag));
      stored.tag(tag);
      ObjectNode request =
          Json.object()
              .put("registryId", account)
              .put(REPOSITORY, repository)
              .put("imageManifest", image.manifest())
              .put("imageManifestMediaType", image.mediaType())
              .put("imageTag", tag);
      ObjectNode response = Json.object();
      ObjectNode put = response.putObject("image");
      put.put("registryId", account).put(REPOSITORY, repository);
      put.putObject("imageId").put("imageDigest", image.digest()).put("imageTag", tag);
      put.put("imageManifest", image.manifest()).put("imageManifestMediaType", image.mediaType());
      trail.record(
          about(new ManagementCall(actor, SERVICE, "PutImage"), repository)
              .request(request)
              .response(response));
    }
  }

  /** Lets a lifecycle rule expire an image. */
  public void expire(String repository, String digest) {
    repository(repository).ifPresent(from -> from.delete(digest));
    ObjectNode details = Json.object();
    details.put("repositoryName", repository);
    ArrayNode actions = details.putArray("lifecycleEventImageActions");
    ObjectNode action = actions.addObject();
    action.putObject("lifecycleEventImage").put("digest", digest).put("tagStatus", "Untagged");
    action.put("rulePriority", 1);
    details.put("lifecycleEventPolicy", "{\"rules\":[{\"rulePriority\":1}]}");
    trail.recordServiceEvent(SERVICE, "PolicyExecutionEvent", details);
  }

  /** Deletes an image by hand. */
  public void delete(Actor actor, String repository, String digest) {
    repository(repository).ifPresent(from -> from.delete(digest));
    ObjectNode request = Json.object().put(REPOSITORY, repository).put("registryId", account);
    request.putArray("imageIds").addObject().put("imageDigest", digest);
    trail.record(
        about(new ManagementCall(actor, SERVICE, "BatchDeleteImage"), repository).request(request));
  }

  /** Replaces a repository's policy by one that does or does not let Lambda read. */
  public void setPolicy(Actor actor, String repository, boolean lambdaMayRead) {
    repository(repository).ifPresent(r -> r.setReadableByLambda(lambdaMayRead));
    String principal = lambdaMayRead ? "lambda.amazonaws.com" : "ecs-tasks.amazonaws.com";
    ObjectNode request =
        Json.object()
            .put(REPOSITORY, repository)
            .put(
                "policyText",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\""
                    + principal
                    + "\"},\"Action\":[\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"]}]}");
    trail.record(
        about(new ManagementCall(actor, SERVICE, "SetRepositoryPolicy"), repository)
            .request(request));
  }

  private ManagementCall about(ManagementCall call, String repository) {
    return call.about(REPOSITORY_TYPE, repository);
  }

  /** Returns the image that a tag stands for now. */
  public Optional<Image> byTag(String repository, String tag) {
    return repository(repository).flatMap(r -> r.byTag(tag)).map(StoredImage::image);
  }

  /** Fetches an image for Lambda, which counts as a pull. */
  public Fetch fetch(String repository, String digest) {
    Optional<Repository> from = repository(repository);
    Optional<StoredImage> image = from.flatMap(r -> r.byDigest(digest));
    if (image.isEmpty()) {
      return Fetch.DELETED;
    }
    if (!from.get().isReadableByLambda()) {
      return Fetch.DENIED;
    }
    image.get().pulled(simulation.now());
    return Fetch.FOUND;
  }

  /** Returns the bytes of a layer or configuration that some image refers to. */
  public Optional<byte[]> blob(String digest) {
    return repositories.values().stream()
        .flatMap(repository -> repository.images().stream())
        .map(stored -> Optional.ofNullable(stored.image().blobs().get(digest)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
