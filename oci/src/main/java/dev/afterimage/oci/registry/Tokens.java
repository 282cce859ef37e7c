// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Answers a registry's challenge: with a password, or with a token from where it sends one to. */
final class Tokens {
  private final Http http;
  private final Optional<Credentials> credentials;
  private final ImageReference image;

  Tokens(Http http, ImageReference image, Optional<Credentials> credentials) {
    this.http = http;
    this.image = image;
    this.credentials = credentials;
  }

  /**
   * Returns the Authorization header that answers a challenge.
   *
   * @throws ImageException where there are no credentials, or the token service refuses them
   */
  String answer(Challenge challenge) throws IOException {
    if (challenge.scheme().equals("basic")) {
      return basic(
          credentials.orElseThrow(
              () -> new ImageException("docker login " + image.registry() + " first")));
    }
    String realm =
        challenge
            .parameter("realm")
            .orElseThrow(
                () ->
                    new ImageException(image.registry() + " asks for a token but not from where"));
    String scope =
        challenge.parameter("scope").orElse("repository:" + image.repository() + ":pull");
    String service = challenge.parameter("service").orElse("");
    boolean identity = credentials.filter(Credentials::isIdentityToken).isPresent();
    HttpRequest request = identity ? refresh(realm, service, scope) : ask(realm, service, scope);
    HttpResponse<InputStream> response = http.send(request);
    try (InputStream body = response.body()) {
      return "Bearer " + token(response.statusCode(), body);
    }
  }

  private String token(int status, InputStream body) throws IOException {
    if (status != 200) {
      throw new ImageException(
          image.registry()
              + " refuses a token for "
              + image.repository()
              + " (HTTP "
              + status
              + "); docker login "
              + image.registry()
              + ", or ask for access");
    }
    String text = new String(body.readNBytes(ImageJson.MOST_BYTES), StandardCharsets.UTF_8);
    JsonNode json = ImageJson.object(text, "the answer of the token service");
    return ImageJson.text(json, "token")
        .or(() -> ImageJson.text(json, "access_token"))
        .orElseThrow(
            () ->
                new ImageException("the token service of " + image.registry() + " gave no token"));
  }

  private HttpRequest ask(String realm, String service, String scope) throws IOException {
    String query = "service=" + encoded(service) + "&scope=" + encoded(scope);
    URI address = uri(realm + (realm.contains("?") ? "&" : "?") + query);
    HttpRequest.Builder request = Http.request(address).GET();
    credentials.ifPresent(c -> request.header("Authorization", basic(c)));
    return request.build();
  }

  private HttpRequest refresh(String realm, String service, String scope) throws IOException {
    String form =
        "grant_type=refresh_token&client_id=afterimage&service="
            + encoded(service)
            + "&scope="
            + encoded(scope)
            + "&refresh_token="
            + encoded(credentials.map(Credentials::secret).orElse(""));
    return Http.request(uri(realm))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static URI uri(String text) throws ImageException {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ImageException("the registry sends to " + text + ", which is no address", e);
    }
  }

  private static String basic(Credentials credentials) {
    String pair = credentials.user() + ":" + credentials.secret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
