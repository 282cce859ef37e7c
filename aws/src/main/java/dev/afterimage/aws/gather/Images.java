// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.CallFailure;
import dev.afterimage.aws.call.Target;
import dev.afterimage.core.evidence.Json;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/** Asks the registry about images: by digest what ran, by tag what the tag names now. */
public final class Images {
  private static final Pattern URI =
      Pattern.compile(
          "(?<registry>\\d{12})\\.dkr\\.ecr\\.(?<region>[a-z0-9-]+)\\.[a-z0-9.-]+/"
              + "(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");
  private static final String[] MEDIA_TYPES = {
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.docker.distribution.manifest.v1+prettyjws"
  };

  private final Asker asker;
  private final Set<Repository> repositories = ConcurrentHashMap.newKeySet();
  private volatile boolean missing;

  /** Creates an asker of images. */
  public Images(Asker asker) {
    this.asker = asker;
  }

  /** A repository of a registry. */
  private record Repository(Target target, String registry, String name) {}

  /** Asks about the image that an answer of GetFunction names, by digest and by tag. */
  CompletableFuture<Void> ofFunction(FunctionKey key, Answered function) {
    JsonNode code = function.json().path("Code");
    return CompletableFuture.allOf(
        Stream.of("ResolvedImageUri", "ImageUri")
            .flatMap(field -> Json.text(code, field).stream())
            .flatMap(uri -> matched(uri).stream())
            .map(uri -> image(key.target(), uri, function.depth()))
            .toArray(CompletableFuture[]::new));
  }

  private static Optional<Matcher> matched(String uri) {
    Matcher matcher = URI.matcher(uri);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  private CompletableFuture<Void> image(Target target, Matcher uri, int depth) {
    Repository repository =
        new Repository(
            target.in(uri.group("region")), uri.group("registry"), uri.group("repository"));
    repositories.add(repository);
    return uri.group("digest") == null
        ? described(repository, ImageIdentifier.builder().imageTag(uri.group("tag")).build(), depth)
            .thenAccept(answered -> {})
        : byDigest(repository, uri.group("digest"), depth);
  }

  /** Asks for digests in every repository that is known: an update tells no repository. */
  CompletableFuture<Void> ofDigests(Collection<String> digests, int depth) {
    return CompletableFuture.allOf(
        repositories.stream()
            .flatMap(
                repository -> digests.stream().map(digest -> byDigest(repository, digest, depth)))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> byDigest(Repository repository, String digest, int depth) {
    ImageIdentifier id = ImageIdentifier.builder().imageDigest(digest).build();
    BatchGetImageRequest manifest =
        BatchGetImageRequest.builder()
            .registryId(repository.registry())
            .repositoryName(repository.name())
            .imageIds(id)
            .acceptedMediaTypes(MEDIA_TYPES)
            .build();
    return CompletableFuture.allOf(
        described(repository, id, depth),
        asker.ask(
            Query.of(
                ApiCall.BATCH_GET_IMAGE, repository.target(), manifest, subject(repository, id)),
            depth));
  }

  private CompletableFuture<Answered> described(
      Repository repository, ImageIdentifier id, int depth) {
    DescribeImagesRequest request =
        DescribeImagesRequest.builder()
            .registryId(repository.registry())
            .repositoryName(repository.name())
            .imageIds(id)
            .build();
    return asker
        .ask(
            Query.of(
                ApiCall.DESCRIBE_IMAGES, repository.target(), request, subject(repository, id)),
            depth)
        .thenApply(
            answered -> {
              missing |= answered.failedBy(CallFailure.Kind.MISSING);
              return answered;
            });
  }

  private static String subject(Repository repository, ImageIdentifier id) {
    return repository.name()
        + (id.imageDigest() == null
            ? ":" + id.imageTag()
            : "@" + id.imageDigest().substring("sha256:".length(), "sha256:".length() + 12));
  }

  /** Whether the registry did not have an image that a function names. */
  boolean isMissing() {
    return missing;
  }
}
