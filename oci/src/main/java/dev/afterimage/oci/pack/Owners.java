// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.tar.RawText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Tells which package a file belongs to, from the file lists that packages leave behind. */
public final class Owners {
  private static final List<String> APK =
      List.of("/lib/apk/db/installed", "/usr/lib/apk/db/installed");
  private static final List<String> RPM =
      List.of(
          "/var/lib/rpm/rpmdb.sqlite",
          "/usr/lib/sysimage/rpm/rpmdb.sqlite",
          "/usr/lib/sysimage/rpm/Packages.db",
          "/var/lib/rpm/Packages.db",
          "/var/lib/rpm/Packages");

  private final ImageTree tree;
  private final Set<String> wanted;
  private final Consumer<Gap> gaps;
  private final Map<String, InstalledPackage> owners = new HashMap<>();

  private Owners(ImageTree tree, Set<String> wanted, Consumer<Gap> gaps) {
    this.tree = tree;
    this.wanted = wanted;
    this.gaps = gaps;
  }

  private void gap(String path, IOException e) {
    gaps.accept(
        Gap.of(
            "the owners that " + RawText.display(path) + " names",
            String.valueOf(e.getMessage()),
            "files are not tied to its packages"));
  }

  /**
   * Returns the owners of files, by raw path; files that no package lists are left out.
   *
   * @param files raw paths with a slash at their start
   * @param gaps takes what cannot be read: it costs its owners and nothing else
   */
  public static Map<String, InstalledPackage> find(
      ImageTree tree, Set<String> files, Consumer<Gap> gaps) throws IOException {
    Owners owners = new Owners(tree, files, gaps);
    if (!files.isEmpty()) {
      owners.dpkg();
      owners.apk();
      owners.rpm();
      owners.npm();
      owners.python();
    }
    return owners.owners;
  }

  private Optional<byte[]> content(String path) throws IOException {
    Optional<Node> file = tree.find(path).filter(node -> !node.isDirectory());
    return file.isPresent() ? tree.content(file.get()) : Optional.empty();
  }

  /** On a merged /usr the list still says /lib where the file stands in /usr/lib. */
  private void own(String path, InstalledPackage owner) {
    for (String place : List.of(path, "/usr" + path)) {
      if (wanted.contains(place)) {
        owners.put(place, owner);
      }
    }
  }

  private void dpkg() throws IOException {
    Optional<Node> folder = tree.find("/var/lib/dpkg/info").filter(Node::isDirectory);
    Optional<byte[]> status = content("/var/lib/dpkg/status");
    if (folder.isEmpty() || status.isEmpty()) {
      return;
    }
    Map<String, InstalledPackage> byName = new HashMap<>();
    new DpkgReader()
        .read("/var/lib/dpkg/status", status.get())
        .forEach(p -> byName.put(p.name(), p));
    for (Node list : tree.squash().children(folder.get())) {
      String name = list.name();
      int end = name.indexOf(':') > 0 ? name.indexOf(':') : name.length() - ".list".length();
      if (!name.endsWith(".list") || list.isDirectory()) {
        continue;
      }
      InstalledPackage owner = byName.get(name.substring(0, end));
      Optional<byte[]> content = tree.content(list);
      if (owner != null && content.isPresent()) {
        raw(content.get()).lines().forEach(path -> own(path, owner));
      }
    }
  }

  private static String raw(byte[] content) {
    return RawText.of(content, 0, content.length);
  }

  private void apk() throws IOException {
    for (String path : APK) {
      content(path).ifPresent(content -> ApkReader.files(content).forEach(this::own));
    }
  }

  private void rpm() throws IOException {
    for (String path : RPM) {
      Optional<byte[]> content = content(path);
      try {
        if (content.isPresent()) {
          RpmReader.files(path, content.get()).forEach(this::own);
        }
      } catch (IOException e) {
        gap(path, e);
      }
    }
  }

  private void npm() throws IOException {
    Map<String, Optional<InstalledPackage>> read = new HashMap<>();
    for (String path : wanted) {
      Optional<String> manifest = NpmReader.manifestOf(path);
      if (manifest.isEmpty()) {
        continue;
      }
      if (!read.containsKey(manifest.get())) {
        read.put(manifest.get(), npmPackage(manifest.get()));
      }
      read.get(manifest.get()).ifPresent(owner -> owners.put(path, owner));
    }
  }

  private Optional<InstalledPackage> npmPackage(String manifest) throws IOException {
    Optional<byte[]> content = content(manifest);
    try {
      return content.isEmpty()
          ? Optional.empty()
          : new NpmReader().read(manifest, content.get()).stream().findFirst();
    } catch (IOException e) {
      gap(manifest, e);
      return Optional.empty();
    }
  }

  private void python() throws IOException {
    Set<String> folders = new TreeSet<>();
    for (String path : wanted) {
      for (int slash = path.lastIndexOf('/');
          slash > 0 && folders.add(path.substring(0, slash)); ) {
        slash = path.lastIndexOf('/', slash - 1);
      }
    }
    for (String folder : folders) {
      Optional<Node> directory = tree.find(folder).filter(Node::isDirectory);
      if (directory.isPresent() && !folder.endsWith(".dist-info")) {
        distributions(folder, directory.get());
      }
    }
  }

  private void distributions(String folder, Node directory) throws IOException {
    for (Node child : tree.squash().children(directory)) {
      if (child.isDirectory() && child.name().endsWith(".dist-info")) {
        distribution(folder, folder + "/" + child.name());
      }
    }
  }

  private void distribution(String folder, String info) throws IOException {
    Optional<byte[]> metadata = content(info + "/METADATA");
    Optional<byte[]> record = content(info + "/RECORD");
    if (metadata.isEmpty() || record.isEmpty()) {
      return;
    }
    List<InstalledPackage> found = new PythonReader().read(info + "/METADATA", metadata.get());
    Iterator<String> lines = raw(record.get()).lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      int comma = line.indexOf(',');
      String path = resolved(folder, comma < 0 ? line : line.substring(0, comma));
      if (wanted.contains(path)) {
        found.forEach(owner -> owners.put(path, owner));
      }
    }
  }

  /** Scripts are listed as {@code ../../../bin/name}. */
  private static String resolved(String folder, String relative) {
    String base = folder;
    String rest = relative;
    while (rest.startsWith("../") && !base.isEmpty()) {
      rest = rest.substring("../".length());
      base = base.substring(0, Math.max(base.lastIndexOf('/'), 0));
    }
    return base + "/" + rest;
  }
}
