// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The user's Docker configuration: credentials in it, and the helper programs that it names. */
public final class DockerConfig {
  private static final String HUB_KEY = "https://index.docker.io/v1/";
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9._-]+");
  private static final int HELPER_SECONDS = 30;

  private final JsonNode config;
  private final List<Path> programs;

  private DockerConfig(JsonNode config, List<Path> programs) {
    this.config = config;
    this.programs = programs;
  }

  /**
   * Reads the configuration below DOCKER_CONFIG, else below ~/.docker; an empty one where there is
   * none.
   *
   * @throws ImageException where the file is damaged
   */
  public static DockerConfig read(Map<String, String> environment) throws IOException {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String folder = environment.getOrDefault("DOCKER_CONFIG", home + "/.docker");
    Path file = Path.of(folder).resolve("config.json");
    List<Path> programs =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(environment.getOrDefault("PATH", ""))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .toList();
    String text = Files.isRegularFile(file) ? Files.readString(file) : "{}";
    return new DockerConfig(ImageJson.object(text, file.toString()), programs);
  }

  /**
   * Returns the credentials for a registry; none where the configuration has none.
   *
   * @throws ImageException where a helper program fails
   */
  public Optional<Credentials> find(String registry) throws IOException {
    boolean hub = registry.equals("docker.io") || registry.endsWith(".docker.io");
    List<String> keys =
        hub
            ? List.of(HUB_KEY, "docker.io", "index.docker.io")
            : List.of(
                registry, "https://" + registry, "https://" + registry + "/", "http://" + registry);
    for (String key : keys) {
      Optional<String> helper =
          ImageJson.text(config.path("credHelpers"), key)
              .or(() -> ImageJson.text(config, "credsStore"));
      Optional<Credentials> found = helper.isPresent() ? ask(helper.get(), key) : Optional.empty();
      if (found.isEmpty()) {
        found = stored(config.path("auths").path(key));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Credentials> stored(JsonNode auth) throws ImageException {
    Optional<String> identity = ImageJson.text(auth, "identitytoken");
    if (identity.isPresent()) {
      return identity.map(Credentials::identityToken);
    }
    Optional<String> encoded = ImageJson.text(auth, "auth");
    if (encoded.isEmpty()) {
      Optional<String> password = ImageJson.text(auth, "password");
      return ImageJson.text(auth, "username")
          .flatMap(user -> password.map(secret -> new Credentials(user, secret)));
    }
    String pair = decoded(encoded.get());
    int colon = pair.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
  }

  private static String decoded(String base64) throws ImageException {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ImageException("an auth of the Docker configuration is no base64; log in again", e);
    }
  }

  /** Helpers are programs on the path; a name with a slash in it is refused. */
  private Optional<Credentials> ask(String helper, String key) throws IOException {
    String name = "docker-credential-" + helper;
    Optional<Path> program =
        programs.stream().map(p -> p.resolve(name)).filter(Files::isExecutable).findFirst();
    if (!HELPER.matcher(helper).matches() || program.isEmpty()) {
      throw new ImageException(
          "the Docker configuration names the credential helper "
              + name
              + ", which is not on the PATH; install it or remove the entry");
    }
    Process process =
        new ProcessBuilder(program.get().toString(), "get")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(key.getBytes(StandardCharsets.UTF_8));
    }
    String answer =
        new String(
            process.getInputStream().readNBytes(ImageJson.MOST_BYTES), StandardCharsets.UTF_8);
    return exitStatus(process, name) == 0 ? answered(answer, name) : Optional.empty();
  }

  private static int exitStatus(Process process, String name) throws IOException {
    try {
      if (process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    throw new ImageException("the credential helper " + name + " did not answer; run it by hand");
  }

  private static Optional<Credentials> answered(String answer, String name) throws ImageException {
    JsonNode json = ImageJson.object(answer, "the answer of " + name);
    Optional<String> secret = ImageJson.text(json, "Secret");
    return ImageJson.text(json, "Username")
        .flatMap(user -> secret.map(s -> new Credentials(user, s)));
  }
}
