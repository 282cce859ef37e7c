// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.CallFailure;
import dev.afterimage.aws.call.Target;
import dev.afterimage.aws.image.EcrBlobs;
import dev.afterimage.aws.image.EcrRepository;
import dev.afterimage.core.evidence.Json;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/** Asks the registry about images: by digest what ran, by tag what the tag names now. */
public final class Images {
  private final Asker asker;
  private final Set<Repository> repositories = ConcurrentHashMap.newKeySet();
  private volatile boolean missing;

  /** Creates an asker of images. */
  public Images(Asker asker) {
    this.asker = asker;
  }

  /** A repository, and how it is reached. */
  private record Repository(Target target, EcrRepository place) {}

  /** Asks about the image that an answer of GetFunction names, by digest and by tag. */
  CompletableFuture<Void> ofFunction(FunctionKey key, Answered function) {
    JsonNode code = function.json().path("Code");
    return CompletableFuture.allOf(
        Stream.of("ResolvedImageUri", "ImageUri")
            .flatMap(field -> Json.text(code, field).stream())
            .flatMap(uri -> EcrRepository.parse(uri).stream())
            .map(image -> image(key.target(), image, function.depth()))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<?> image(Target target, EcrRepository.Image image, int depth) {
    Repository repository =
        new Repository(target.in(image.repository().region()), image.repository());
    repositories.add(repository);
    return image.isByDigest()
        ? byDigest(repository, image.reference(), depth)
        : described(
            repository, ImageIdentifier.builder().imageTag(image.reference()).build(), depth);
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
            .registryId(repository.place().registry())
            .repositoryName(repository.place().name())
            .imageIds(id)
            .acceptedMediaTypes(EcrBlobs.MEDIA_TYPES)
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
            .registryId(repository.place().registry())
            .repositoryName(repository.place().name())
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
    return repository.place().name()
        + (id.imageDigest() == null
            ? ":" + id.imageTag()
            : "@" + id.imageDigest().substring("sha256:".length(), "sha256:".length() + 12));
  }

  /** Whether the registry did not have an image that a function names. */
  boolean isMissing() {
    return missing;
  }
}
