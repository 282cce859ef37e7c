// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import dev.afterimage.oci.image.MediaTypes;
import dev.afterimage.oci.image.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks the OCI distribution protocol with one repository. Blobs that stand elsewhere are fetched
 * from there without the registry's credentials.
 */
public final class RegistryClient implements BlobFetcher {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final ImageReference image;
  private final Http http;
  private final Tokens tokens;
  private volatile Optional<String> authorization = Optional.empty();

  /**
   * Makes a client.
   *
   * @param firstWait how long it waits before it tries again where the registry is busy
   */
  public RegistryClient(
      ImageReference image, Optional<Credentials> credentials, Duration firstWait) {
    this.image = requireNonNull(image, "image is null");
    this.http = new Http(firstWait);
    this.tokens = new Tokens(http, image, credentials);
  }

  private URI address(String kind, String reference) {
    String host = image.host();
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    String scheme = Http.isLoopback(name) ? "http" : "https";
    return URI.create(
        scheme + "://" + host + "/v2/" + image.repository() + "/" + kind + "/" + reference);
  }

  @Override
  public RawManifest manifest(String reference) throws IOException {
    HttpResponse<InputStream> response =
        get(address("manifests", reference), String.join(", ", MediaTypes.accepted()), 0);
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(ImageJson.MOST_BYTES + 1);
      RawManifest raw =
          new RawManifest(
              new String(bytes, StandardCharsets.UTF_8),
              response.headers().firstValue("Content-Type").map(t -> t.split(";", 2)[0].strip()));
      checkStated(response, raw);
      return raw;
    }
  }

  /** The header is no proof, but where it is wrong something between here and there is. */
  private void checkStated(HttpResponse<InputStream> response, RawManifest raw)
      throws ImageException {
    Optional<Digest> stated =
        response.headers().firstValue("Docker-Content-Digest").flatMap(Digest::parse);
    boolean wrong =
        stated.filter(d -> d.algorithm().equals("sha256") && !d.equals(raw.digest())).isPresent();
    if (wrong) {
      throw new ImageException(
          image.registry()
              + " says that the manifest is "
              + stated.orElseThrow()
              + ", but it is "
              + raw.digest()
              + "; something altered it on the way");
    }
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    HttpResponse<InputStream> response =
        get(address("blobs", descriptor.digest().toString()), "*/*", offset);
    if (offset > 0 && response.statusCode() != 206) {
      response.body().skipNBytes(offset);
    }
    return response.body();
  }

  private HttpResponse<InputStream> get(URI address, String accept, long offset)
      throws IOException {
    HttpResponse<InputStream> response = follow(address, accept, offset);
    if (response.statusCode() == 401) {
      response.body().close();
      authorization = Optional.of(tokens.answer(challenge(response)));
      response = follow(address, accept, offset);
    }
    int status = response.statusCode();
    if (status == 200 || status == 206) {
      return response;
    }
    response.body().close();
    throw failure(address, status);
  }

  private Challenge challenge(HttpResponse<InputStream> response) throws ImageException {
    return response.headers().allValues("WWW-Authenticate").stream()
        .flatMap(header -> Challenge.parse(header).stream())
        .findFirst()
        .orElseThrow(() -> new ImageException(image.registry() + " asks for an unknown login"));
  }

  private HttpResponse<InputStream> follow(URI address, String accept, long offset)
      throws IOException {
    URI at = address;
    for (int redirects = 0; ; redirects++) {
      HttpRequest.Builder request = Http.request(at).header("Accept", accept);
      if (isRegistry(at, address)) {
        authorization.ifPresent(value -> request.header("Authorization", value));
      }
      if (offset > 0) {
        request.header("Range", "bytes=" + offset + "-");
      }
      HttpResponse<InputStream> response = http.send(request.build());
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
        return response;
      }
      response.body().close();
      if (redirects == MOST_REDIRECTS) {
        throw new ImageException(image.registry() + " redirects without end");
      }
      at = resolved(at, location.get());
    }
  }

  private static boolean isRegistry(URI at, URI registry) {
    return at.getScheme().equals(registry.getScheme())
        && at.getRawAuthority().equals(registry.getRawAuthority());
  }

  private URI resolved(URI at, String location) throws ImageException {
    try {
      URI target = at.resolve(location);
      if (at.getScheme().equals("https") && !"https".equals(target.getScheme())) {
        throw new ImageException(image.registry() + " redirects from HTTPS to plain HTTP");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw new ImageException(image.registry() + " redirects to what is no address", e);
    }
  }

  private ImageException failure(URI address, int status) {
    String what = address.getPath().replaceFirst(".*/(manifests|blobs)/", "");
    String name = image.registry() + "/" + image.repository();
    return switch (status) {
      case 404 ->
          new ImageException(name + " has no " + what + "; check the name, or it was deleted");
      case 401, 403 ->
          new ImageException(
              name + " may not be read (HTTP " + status + "); docker login " + image.registry());
      default -> new ImageException(name + " answers HTTP " + status + " for " + what);
    };
  }

  @Override
  public void close() {}
}
