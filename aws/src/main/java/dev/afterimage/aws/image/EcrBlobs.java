// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.image;

import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.call.Caller;
import dev.afterimage.aws.call.Reply;
import dev.afterimage.aws.call.Target;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerResponse;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * Delivers the manifests and blobs of one repository by BatchGetImage and GetDownloadUrlForLayer:
 * with the credentials that everything else is read with, and no registry login. Nothing that it
 * delivers is checked against its digest.
 */
public final class EcrBlobs implements Closeable {
  /** What an image may be; with an index that Lambda refuses but a tag may lead to. */
  public static final List<String> MEDIA_TYPES =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.v1+prettyjws");

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final EcrRepository repository;
  private final Target target;
  private final Caller caller;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Creates a way to a repository; it is to be closed. */
  public EcrBlobs(EcrRepository repository, Access access) {
    this.repository = repository;
    this.target = new Target(access, repository.region());
    this.caller = new Caller(Clock.systemUTC(), CallListener.NONE);
  }

  /**
   * A manifest as ECR delivers it.
   *
   * @param text whose UTF-8 bytes the digest is of
   */
  public record Manifest(String text, Optional<String> mediaType) {}

  /**
   * Returns a manifest or an index.
   *
   * @param reference a tag or a digest
   * @throws IOException where there is none; the message says what to do
   */
  public Manifest manifest(String reference) throws IOException {
    ImageIdentifier.Builder id = ImageIdentifier.builder();
    if (reference.startsWith("sha256:")) {
      id.imageDigest(reference);
    } else {
      id.imageTag(reference);
    }
    BatchGetImageRequest request =
        BatchGetImageRequest.builder()
            .registryId(repository.registry())
            .repositoryName(repository.name())
            .imageIds(id.build())
            .acceptedMediaTypes(MEDIA_TYPES)
            .build();
    SdkResponse response = sent(ApiCall.BATCH_GET_IMAGE, request, reference);
    BatchGetImageResponse images = (BatchGetImageResponse) response;
    if (images.images().isEmpty()) {
      String why =
          images.failures().stream()
              .map(f -> f.failureCodeAsString() + " " + f.failureReason())
              .findFirst()
              .orElse("no reason is given");
      throw new IOException(
          "ECR has no image "
              + place()
              + " "
              + reference
              + " ("
              + why
              + "); a lifecycle rule may have"
              + " removed it");
    }
    return new Manifest(
        images.images().get(0).imageManifest(),
        Optional.ofNullable(images.images().get(0).imageManifestMediaType()));
  }

  private String place() {
    return repository.registry() + "/" + repository.name() + " in " + repository.region();
  }

  private SdkResponse sent(ApiCall call, SdkRequest request, String what) throws IOException {
    Reply reply = caller.send(target, call, request).join();
    if (reply instanceof Reply.Answer answer) {
      return answer.response();
    }
    throw new EcrException(place() + " " + what, ((Reply.NoAnswer) reply).failure());
  }

  /**
   * Opens a blob. The URL is asked for anew each time: it is good for some minutes only.
   *
   * @param offset the first byte wanted, so that a broken transfer can go on
   * @throws IOException where there is none; the message says what to do
   */
  public InputStream blob(String digest, long offset) throws IOException {
    GetDownloadUrlForLayerRequest request =
        GetDownloadUrlForLayerRequest.builder()
            .registryId(repository.registry())
            .repositoryName(repository.name())
            .layerDigest(digest)
            .build();
    SdkResponse response = sent(ApiCall.GET_DOWNLOAD_URL_FOR_LAYER, request, digest);
    return opened(
        URI.create(((GetDownloadUrlForLayerResponse) response).downloadUrl()), digest, offset);
  }

  /** The URL is signed itself: a header of authorization would make S3 refuse it. */
  private InputStream opened(URI url, String digest, long offset) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT).GET();
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading " + digest + " was interrupted", e);
    }
    if (response.statusCode() == (offset > 0 ? 206 : 200)) {
      return response.body();
    }
    response.body().close();
    throw new IOException(
        "the blob "
            + digest
            + " of "
            + place()
            + " answers with status "
            + response.statusCode()
            + "; try again");
  }

  @Override
  public void close() {
    caller.close();
  }
}
