// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a folder, a .zip or one file, in the order of their content. */
public final class EvidenceSource implements AutoCloseable {
  private static final Pattern README = Pattern.compile("(?i)README(\\.(md|txt))?");

  private final List<EvidenceFile> files;
  private final List<Gap> unreadable;
  private final Closeable resource;

  private EvidenceSource(Collector collected, Closeable resource) {
    this(collected.files, collected.unreadable, resource);
  }

  private EvidenceSource(List<EvidenceFile> files, List<Gap> unreadable, Closeable resource) {
    this.files = files.stream().sorted(Comparator.comparing(EvidenceFile::id)).toList();
    this.unreadable = List.copyOf(unreadable);
    this.resource = resource;
  }

  /** Returns the files of several sources together; each stays open until it is closed itself. */
  static EvidenceSource all(List<EvidenceSource> sources) {
    return new EvidenceSource(
        sources.stream().flatMap(source -> source.files.stream()).toList(),
        sources.stream().flatMap(source -> source.unreadable.stream()).toList(),
        () -> {});
  }

  /**
   * Opens the evidence at {@code path}. Hidden files are left out; links that lead out of a folder
   * are not followed; nothing is unpacked to disk. Images and packages of code are left out.
   *
   * @throws EvidenceException where there is nothing to read, or more than {@code limits} allow
   */
  public static EvidenceSource open(Path path, Limits limits) throws EvidenceException {
    if (!Files.exists(path)) {
      throw new EvidenceException(
          "no evidence at " + path + ": no such file or folder; check --evidence");
    }
    Collector collector = new Collector(path, limits);
    try {
      if (Files.isDirectory(path)) {
        // A link that the user names is meant; a walk would take it for a file.
        Path folder = path.toRealPath();
        Files.walkFileTree(folder, new FolderVisitor(folder, collector));
        return new EvidenceSource(collector, () -> {});
      }
      if (isZip(path)) {
        return openZip(path, collector);
      }
      collector.add(String.valueOf(path.getFileName()), () -> Files.newInputStream(path));
      return new EvidenceSource(collector, () -> {});
    } catch (FullException e) {
      throw new EvidenceException(reason(e), e);
    } catch (IOException e) {
      throw new EvidenceException("cannot read the evidence at " + path + ": " + reason(e), e);
    }
  }

  /** Returns the files, in the order of their content. */
  public List<EvidenceFile> files() {
    return files;
  }

  /** Returns a gap for each file that is there and could not be read. */
  public List<Gap> unreadable() {
    return unreadable;
  }

  @Override
  public void close() {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EvidenceSource openZip(Path path, Collector collector)
      throws IOException, EvidenceException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      throw new EvidenceException(
          "cannot read " + path + " as a .zip (" + reason(e) + "); unpack it and give the folder",
          e);
    }
    try {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      Set<String> layouts = ImageFiles.layouts(entries.stream().map(EvidenceSource::name));
      for (ZipEntry entry : entries) {
        String name = name(entry);
        EvidenceFile.Content content = () -> zip.getInputStream(entry);
        boolean image = layouts.stream().anyMatch(name::startsWith) || isTar(content);
        if (!entry.isDirectory() && !isHidden(name) && !isReadme(name) && !image) {
          collector.add(name, content);
        }
      }
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
    collector.stripCommonRoot();
    return new EvidenceSource(collector, zip);
  }

  private static String name(ZipEntry entry) {
    return entry.getName().replace('\\', '/');
  }

  /** What cannot be read is told of when it is read. */
  private static boolean isTar(EvidenceFile.Content content) {
    try {
      return ImageFiles.isTar(content);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] < 9;
    }
  }

  private static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
  }

  /** A README explains a case to people; it is no evidence. */
  private static boolean isReadme(String path) {
    return README.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  /** More files than the limits allow. */
  private static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    FullException(Path root, int limit) {
      super(root + " holds more than " + limit + " files or too many bytes; give a part of it");
    }
  }

  /** The files found so far, within the limits. */
  private static final class Collector {
    private final Path root;
    private final Limits limits;
    private final List<EvidenceFile> files = new ArrayList<>();
    private final List<Gap> unreadable = new ArrayList<>();
    private long bytesLeft;

    Collector(Path root, Limits limits) {
      this.root = root;
      this.limits = limits;
      this.bytesLeft = limits.maxTotalBytes();
    }

    void add(String path, EvidenceFile.Content content) throws FullException {
      if (files.size() >= limits.maxFiles() || bytesLeft <= 0) {
        throw new FullException(root, limits.maxFiles());
      }
      try {
        FileId id = new FileId(path, digest(content));
        files.add(new EvidenceFile(id, content, limits.maxFileBytes()));
      } catch (IOException e) {
        reject(path, reason(e));
      }
    }

    void reject(String path, String reason) {
      unreadable.add(
          Gap.of("the file " + path + " could not be read", reason, "what it says is not used"));
    }

    /** A .zip of a folder often holds that folder as its one root: paths start below it. */
    void stripCommonRoot() {
      if (files.isEmpty()) {
        return;
      }
      String first = files.get(0).id().path();
      String folder = first.substring(0, first.indexOf('/') + 1);
      if (files.stream().allMatch(file -> file.id().path().startsWith(folder))) {
        files.replaceAll(file -> file.renamed(file.id().path().substring(folder.length())));
      }
    }

    private String digest(EvidenceFile.Content content) throws IOException {
      MessageDigest digest = sha256();
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      try (InputStream in = content.open()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
          size += read;
          if (size > Math.min(bytesLeft, limits.maxFileBytes())) {
            throw new EvidenceFile.TooLargeException(limits.maxFileBytes());
          }
        }
      }
      bytesLeft -= size;
      return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  private static final class FolderVisitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Collector collector;

    FolderVisitor(Path root, Collector collector) {
      this.root = root;
      this.collector = collector;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !folder.equals(root) && isHidden(String.valueOf(folder.getFileName()));
      return hidden || ImageFiles.isLayout(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      String file = String.valueOf(path.getFileName());
      boolean told = !isHidden(file) && !isReadme(file) && isInside(path, attributes);
      if (told && !isImage(path)) {
        collector.add(name(path), () -> Files.newInputStream(path));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      collector.reject(name(path), reason(e));
      return FileVisitResult.CONTINUE;
    }

    /** What cannot be read is told of when it is read. */
    private static boolean isImage(Path path) {
      try {
        return ImageFiles.isImage(path);
      } catch (IOException e) {
        return false;
      }
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }

    private boolean isInside(Path path, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        return true;
      }
      return Files.isSymbolicLink(path)
          && Files.isRegularFile(path)
          && path.toRealPath().startsWith(root.toRealPath());
    }
  }
}
