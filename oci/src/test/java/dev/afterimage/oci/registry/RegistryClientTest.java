// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageReader;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryClientTest {
  private static final Optional<Credentials> ME = Optional.of(new Credentials("me", "pw"));

  @TempDir private Path folder;

  private static TestingImage image() {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    return TestingImages.image(new TestingTar().file("a", content));
  }

  private static List<String> listing(
      TestingRegistry registry, String rest, Optional<Credentials> who) throws IOException {
    ImageReference name = ImageReference.parse(registry.host() + "/app" + rest);
    try (RegistryClient client = new RegistryClient(name, who, Duration.ofMillis(1))) {
      Image image = ImageReader.read("x", client, name.wanted(), Optional.empty());
      return TestingImages.listing(ImageTree.read(image, TestingImages.indexer()).squash());
    }
  }

  @Test
  void image_isReadWithAToken_andBlobsWithoutIt() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      assertThat(listing(registry, ":v1", ME)).containsExactly("/a 0644 100000");
      assertThat(listing(registry, "@" + image().digest(), ME)).hasSize(1);
      assertThat(registry.leaked).isEmpty();
    }
  }

  @Test
  void busyRegistry_isAskedAgain() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      registry.busyAnswers.set(3);
      assertThat(listing(registry, ":v1", ME)).hasSize(1);
    }
  }

  @Test
  void transfer_thatBreaksOff_goesOnWhereItWas() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      registry.cutTransfers.set(2);
      assertThat(listing(registry, ":v1", ME)).hasSize(1);
      assertThat(registry.ranges).isNotEmpty();
    }
  }

  @Test
  void transfer_thatAlwaysBreaksOff_isAnError() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      registry.cutTransfers.set(1000);
      assertThatThrownBy(() -> listing(registry, ":v1", ME)).isInstanceOf(ImageException.class);
    }
  }

  @Test
  void missingTag_andWrongCredentials_sayWhatToDo() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      assertThatThrownBy(() -> listing(registry, ":v2", ME)).hasMessageContaining("check the name");
      assertThatThrownBy(() -> listing(registry, ":v1", Optional.empty()))
          .hasMessageContaining("docker login");
    }
  }

  @Test
  void manifest_thatIsNotItsDigest_isRefused() throws IOException {
    TestingImage other = TestingImages.image(new TestingTar().file("b", ""));
    try (TestingRegistry registry = new TestingRegistry(image())) {
      registry.tag("sha256", other.manifestBytes());
      assertThatThrownBy(() -> listing(registry, "@" + other.digest(), ME))
          .isInstanceOf(ImageException.class);
    }
  }

  @Test
  void schema1_isRefusedByName() throws IOException {
    try (TestingRegistry registry = new TestingRegistry(image())) {
      registry.tag("old", "{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> listing(registry, ":old", ME)).hasMessageContaining("schema 1");
    }
  }

  @Test
  void plainHttp_goesToThisMachineOnly() throws IOException {
    assertThat(Http.isLoopback("127.0.0.1")).isTrue();
    assertThat(Http.isLoopback("[::1]")).isTrue();
    assertThat(Http.isLoopback("127.0.0.1.example.com")).isFalse();
    assertThat(Http.isLoopback("localhost.example.com")).isFalse();
    assertThatThrownBy(() -> Http.request(URI.create("http://example.com/")))
        .hasMessageContaining("use HTTPS");
  }

  @Test
  void references_areReadAsDockerReadsThem() throws IOException {
    ImageReference hub = ImageReference.parse("python:3.12");
    assertThat(hub.host() + " " + hub.repository() + " " + hub.tag())
        .isEqualTo("registry-1.docker.io library/python 3.12");
    ImageReference ecr =
        ImageReference.parse("1.dkr.ecr.us-east-1.amazonaws.com/a/b@sha256:" + "0".repeat(64));
    assertThat(ecr.repository()).isEqualTo("a/b");
    assertThat(ecr.wanted()).startsWith("sha256:");
    assertThatThrownBy(() -> ImageReference.parse("a@sha256:12"))
        .isInstanceOf(ImageException.class);
    assertThatThrownBy(() -> ImageReference.parse("../etc")).isInstanceOf(ImageException.class);
  }

  @Test
  void dockerConfig_givesStoredCredentials() throws IOException {
    Files.writeString(
        folder.resolve("config.json"), "{\"auths\":{\"reg.example.com\":{\"auth\":\"bWU6cHc=\"}}}");
    DockerConfig config = DockerConfig.read(Map.of("DOCKER_CONFIG", folder.toString()));
    assertThat(config.find("reg.example.com")).contains(new Credentials("me", "pw"));
    assertThat(config.find("other.example.com")).isEmpty();
  }

  @Test
  void dockerConfig_asksAHelper() throws IOException {
    Path helper = folder.resolve("docker-credential-test");
    Files.writeString(
        helper,
        "#!/bin/sh\nread host\necho \"{\\\"Username\\\":\\\"me\\\",\\\"Secret\\\":\\\"for-$host\\\"}\"\n");
    assertThat(helper.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("config.json"), "{\"credHelpers\":{\"reg.example.com\":\"test\"}}");
    Map<String, String> environment =
        Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/usr/bin:/bin");
    assertThat(DockerConfig.read(environment).find("reg.example.com"))
        .contains(new Credentials("me", "for-reg.example.com"));
  }

  @Test
  void dockerConfig_namesAMissingHelper() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"credsStore\":\"nowhere\"}");
    DockerConfig config =
        DockerConfig.read(Map.of("DOCKER_CONFIG", folder.toString(), "PATH", "/bin"));
    assertThatThrownBy(() -> config.find("reg.example.com"))
        .hasMessageContaining("docker-credential-nowhere");
  }
}
