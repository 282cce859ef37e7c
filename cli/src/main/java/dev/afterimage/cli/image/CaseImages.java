// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.image;

import dev.afterimage.core.content.ImageTie;
import dev.afterimage.core.evidence.ImageFiles;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Registry;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.source.ImageSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * The images beside a case: those that the user names, then OCI layouts, archives and packages in
 * its folders and .zips. Each is asked for its digests; a name ties none of them to a run.
 */
public final class CaseImages implements ImageOpener, Closeable {
  private final ImageAccess access;
  private final ImageTie tie;
  private final Map<String, String> named;
  private final List<Path> found = new ArrayList<>();
  private final List<FileSystem> zips = new ArrayList<>();

  private CaseImages(ImageAccess access, ImageTie tie, Map<String, String> named) {
    this.access = access;
    this.tie = tie;
    this.named = named;
  }

  /**
   * Looks for images.
   *
   * @param registry what the case tells of indexes and configurations
   * @param named images that the user names, by digest or function
   * @param paths the folders and .zips of the case
   */
  public static CaseImages find(
      ImageAccess access, Registry registry, Map<String, String> named, List<Path> paths)
      throws IOException {
    CaseImages images = new CaseImages(access, new ImageTie(registry), new LinkedHashMap<>(named));
    for (Path path : paths) {
      images.look(path);
    }
    return images;
  }

  private void look(Path path) throws IOException {
    List<Path> here = new ArrayList<>();
    if (Files.isDirectory(path)) {
      Files.walkFileTree(path.toRealPath(), new Finder(here));
    } else {
      Optional<FileSystem> zip = zip(path);
      zip.ifPresent(zips::add);
      if (zip.isPresent()) {
        Files.walkFileTree(zip.get().getPath("/"), new Finder(here));
      }
    }
    here.sort(null);
    found.addAll(here);
  }

  private static Optional<FileSystem> zip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      boolean zip = head.length == 2 && head[0] == 'P' && head[1] == 'K';
      return zip ? Optional.of(FileSystems.newFileSystem(file)) : Optional.empty();
    } catch (ZipException | ProviderNotFoundException e) {
      // The reader of the evidence tells of what cannot be read.
      return Optional.empty();
    }
  }

  /** Closes the .zips of the case, and with them what was opened in them. */
  @Override
  public void close() throws IOException {
    for (FileSystem zip : zips) {
      zip.close();
    }
  }

  @Override
  public Optional<ImageSource> open(String function, ImageInForce image) throws IOException {
    String digest = image.digest().orElse("");
    for (Map.Entry<String, String> name : named.entrySet()) {
      if (tie.isSame(name.getKey(), digest)) {
        return Optional.of(access.open(name.getValue()));
      }
    }
    if (named.containsKey(function)) {
      return Optional.of(access.open(named.get(function)));
    }
    for (Path path : found) {
      Optional<ImageSource> source = open(path, digest);
      if (source.isPresent()) {
        return source;
      }
    }
    return Optional.empty();
  }

  /** A layout of several images is asked for the digest first; one of one image may be an index. */
  private Optional<ImageSource> open(Path path, String digest) throws IOException {
    boolean layout = Files.isDirectory(path);
    List<Optional<String>> tags =
        layout ? List.of(Optional.of(digest), Optional.empty()) : List.of(Optional.empty());
    for (Optional<String> tag : tags) {
      ImageSource source = access.open(path, tag);
      if (holds(source, digest)) {
        return Optional.of(source);
      }
      source.close();
    }
    return Optional.empty();
  }

  private boolean holds(ImageSource source, String digest) {
    try {
      Image image = source.image(Optional.empty());
      Image.Identity identity = image.identity();
      return Stream.of(identity.manifest(), identity.index())
              .flatMap(Optional::stream)
              .anyMatch(d -> tie.isSame(d.toString(), digest))
          || tie.isConfigurationOf(identity.config().toString(), digest);
    } catch (IOException e) {
      // An archive of something else, or of several images: it is not the one that is looked for.
      return false;
    }
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final List<Path> found;

    Finder(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (ImageFiles.isLayout(folder)) {
        found.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && ImageFiles.isImage(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // The reader of the evidence tells of what cannot be read.
      return FileVisitResult.CONTINUE;
    }
  }
}
