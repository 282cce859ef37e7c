// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageReader;
import dev.afterimage.oci.image.Platform;
import dev.afterimage.oci.registry.DockerConfig;
import dev.afterimage.oci.registry.ImageReference;
import dev.afterimage.oci.registry.RegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds an image by the name that a user gives it: a folder, a file, or a reference to a registry;
 * {@code oci:}, {@code docker-archive:}, {@code oci-archive:}, {@code zip:} and {@code docker://}
 * before it say which.
 */
public final class ImageSources {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final Path scratch;

  /**
   * Makes a finder.
   *
   * @param environment HOME, PATH and DOCKER_CONFIG are looked at
   * @param scratch folder for unpacked copies of compressed archives, which go on closing
   */
  public ImageSources(Map<String, String> environment, Path scratch) {
    this.environment = Map.copyOf(environment);
    this.scratch = requireNonNull(scratch, "scratch is null");
  }

  /**
   * Opens the source that a name means.
   *
   * @throws ImageException where it means none, with what to do
   */
  public ImageSource open(String name) throws IOException {
    if (name.startsWith("docker://")) {
      return registry(name, name.substring("docker://".length()));
    }
    Optional<String> transport = transport(name);
    String rest = transport.map(t -> name.substring(t.length() + 1)).orElse(name);
    Optional<Place> place = place(rest);
    if (place.isPresent()) {
      return local(name, place.get(), transport.filter("zip"::equals).isPresent());
    }
    if (transport.isPresent() || isPath(name)) {
      throw new ImageException("there is no file or folder " + rest + "; check the name");
    }
    return registry(name, name);
  }

  /**
   * Opens the source at a path, which may lie within a .zip that is open as a file system.
   *
   * @param tag which of several images
   */
  public ImageSource open(Path path, Optional<String> tag) throws IOException {
    return local(path.toString(), new Place(path, tag), false);
  }

  private static Optional<String> transport(String name) {
    return Stream.of("oci", "oci-archive", "docker-archive", "zip")
        .filter(t -> name.startsWith(t + ":"))
        .findFirst();
  }

  private static boolean isPath(String name) {
    return name.startsWith("/")
        || name.startsWith("./")
        || name.startsWith("../")
        || name.matches(".*\\.(tar|tgz|tar\\.gz|zip)");
  }

  /** A path that exists, and the tag that may stand behind it. */
  private record Place(Path path, Optional<String> tag) {}

  private static Optional<Place> place(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    if (!text.isEmpty() && Files.exists(Path.of(text))) {
      return Optional.of(new Place(Path.of(text), Optional.empty()));
    }
    for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
      Path path = Path.of(text.substring(0, colon));
      if (Files.exists(path)) {
        return Optional.of(new Place(path, Optional.of(text.substring(colon + 1))));
      }
    }
    return Optional.empty();
  }

  private ImageSource local(String name, Place place, boolean zip) throws IOException {
    if (Files.isDirectory(place.path())) {
      return LayoutSource.folder(name, place.path(), place.tag());
    }
    boolean inPlace = place.path().getFileSystem().equals(FileSystems.getDefault());
    FileChannel channel =
        inPlace ? FileChannel.open(place.path()) : Unpacked.copy(place.path(), scratch);
    return zip || isZip(place.path())
        ? ZipSource.open(name, channel)
        : ArchiveSource.open(name, channel, place.tag(), scratch);
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] < 9;
    }
  }

  private ImageSource registry(String name, String text) throws IOException {
    ImageReference reference = ImageReference.parse(text);
    RegistryClient client =
        new RegistryClient(
            reference, DockerConfig.read(environment).find(reference.registry()), FIRST_WAIT);
    return fetched(name, client, reference.wanted());
  }

  /**
   * Returns the source that a fetcher serves.
   *
   * @param reference tag or digest of the image in the fetcher's repository
   */
  public static ImageSource fetched(String name, BlobFetcher fetcher, String reference) {
    return new ImageSource() {
      @Override
      public Image image(Optional<Platform> wanted) throws IOException {
        return ImageReader.read(name, fetcher, reference, wanted);
      }

      @Override
      public void close() throws IOException {
        fetcher.close();
      }
    };
  }
}
