// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageConfig;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.image.Platform;
import dev.afterimage.oci.image.RunConfig;
import dev.afterimage.oci.layer.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A function's zip package as an image of one layer, its files below {@code /var/task} as Lambda
 * puts them. Its digest is the package's CodeSha256, in hexadecimal digits.
 */
public final class ZipSource implements ImageSource {
  private final String name;
  private final SeekableByteChannel channel;
  private final ZipFile zip;

  private ZipSource(String name, SeekableByteChannel channel, ZipFile zip) {
    this.name = name;
    this.channel = channel;
    this.zip = zip;
  }

  /**
   * Opens a package.
   *
   * @throws ImageException where it is no zip
   */
  public static ZipSource open(String name, SeekableByteChannel channel) throws IOException {
    try {
      return new ZipSource(name, channel, ZipFile.builder().setSeekableByteChannel(channel).get());
    } catch (IOException e) {
      channel.close();
      throw new ImageException(name + " is no zip that can be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Image image(Optional<Platform> wanted) throws IOException {
    ZipTar tar = new ZipTar(name, zip);
    Digest digest = packageDigest();
    Digest diffId = diffId(tar);
    Layer layer =
        new Layer(0, diffId, Optional.empty(), tar::open, Optional.empty(), Optional.empty());
    return new Image(
        name,
        new Image.Identity(Optional.of(digest), Optional.empty(), digest),
        config(diffId),
        List.of(layer),
        List.of());
  }

  private Digest packageDigest() throws IOException {
    channel.position(0);
    return hash(Channels.newInputStream(channel));
  }

  private Digest diffId(ZipTar tar) throws IOException {
    try (InputStream in = tar.open()) {
      return hash(in);
    } catch (ImageException e) {
      throw new ImageException(name + ": " + e.getMessage(), e);
    }
  }

  /** Hashes the package itself, or what it holds: a package is unpacked before it is a layer. */
  private Digest hash(InputStream in) throws IOException {
    MessageDigest hasher = Digest.hasher("sha256");
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytes += count;
      Limits.DEFAULT.check(bytes, channel.size());
      hasher.update(buffer, 0, count);
    }
    return Digest.sha256(hasher.digest());
  }

  private static ImageConfig config(Digest diffId) {
    RunConfig run =
        new RunConfig(new TreeMap<>(), List.of(), List.of(), "", "/var/task", new TreeMap<>());
    Platform any = new Platform("linux", "any", Optional.empty());
    return new ImageConfig(any, Optional.empty(), run, new TreeMap<>(), List.of(diffId), List.of());
  }

  @Override
  public void close() throws IOException {
    zip.close();
    channel.close();
  }
}
