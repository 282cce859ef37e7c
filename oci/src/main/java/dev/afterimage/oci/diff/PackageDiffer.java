// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.pack.Ecosystem;
import dev.afterimage.oci.pack.InstalledPackage;
import dev.afterimage.oci.pack.PackageReader;
import dev.afterimage.oci.pack.PackageReaders;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.tar.RawText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares packages by the metadata files that differ; what did not change is not even read. */
final class PackageDiffer {
  private static final int MOST_BYTES = 128 << 20;

  /** A distribution with everything installed has fewer. */
  private static final int MOST_LISTED = 5000;

  private final List<Gap> gaps;

  PackageDiffer(List<Gap> gaps) {
    this.gaps = gaps;
  }

  private record Key(Ecosystem ecosystem, String name, String location) {
    static Key of(InstalledPackage p) {
      return new Key(p.ecosystem(), p.name(), p.location());
    }
  }

  List<PackageChange> compare(ImageTree a, ImageTree b, List<FileDiffer.Found> files)
      throws IOException {
    Map<Key, SortedSet<String>> left = versions(a, files, FileDiffer.Found::a);
    Map<Key, SortedSet<String>> right = versions(b, files, FileDiffer.Found::b);
    TreeSet<Key> keys =
        new TreeSet<>(
            Comparator.comparing(Key::ecosystem)
                .thenComparing(Key::name)
                .thenComparing(Key::location));
    keys.addAll(left.keySet());
    keys.addAll(right.keySet());
    List<PackageChange> changes = new ArrayList<>();
    for (Key key : keys) {
      SortedSet<String> none = new TreeSet<>();
      changes.addAll(pairs(key, left.getOrDefault(key, none), right.getOrDefault(key, none)));
    }
    if (changes.size() > MOST_LISTED) {
      gaps.add(
          Gap.of(
              "the list of packages",
              "more than " + MOST_LISTED + " packages differ",
              changes.size() - MOST_LISTED + " further packages differ and are not listed"));
    }
    return List.copyOf(changes.subList(0, Math.min(changes.size(), MOST_LISTED)));
  }

  /** Several versions of one name in one place are paired in their order. */
  private static List<PackageChange> pairs(
      Key key, SortedSet<String> left, SortedSet<String> right) {
    List<String> onlyA = left.stream().filter(v -> !right.contains(v)).toList();
    List<String> onlyB = right.stream().filter(v -> !left.contains(v)).toList();
    List<PackageChange> changes = new ArrayList<>();
    for (int i = 0; i < Math.max(onlyA.size(), onlyB.size()); i++) {
      changes.add(
          new PackageChange(
              key.ecosystem(),
              key.name(),
              RawText.display(key.location()),
              i < onlyA.size() ? Optional.of(onlyA.get(i)) : Optional.empty(),
              i < onlyB.size() ? Optional.of(onlyB.get(i)) : Optional.empty()));
    }
    return changes;
  }

  private Map<Key, SortedSet<String>> versions(
      ImageTree tree, List<FileDiffer.Found> files, Function<FileDiffer.Found, Optional<Node>> side)
      throws IOException {
    Map<Node, PackageReader> readers = new HashMap<>();
    Map<String, Node> sorted = new TreeMap<>();
    for (FileDiffer.Found file : files) {
      Optional<Node> node = side.apply(file).filter(n -> n.inode().isFile());
      Optional<PackageReader> reader = PackageReaders.forPath(file.change().path());
      if (node.isPresent() && reader.isPresent() && mayDiffer(file.change())) {
        readers.put(node.get(), reader.get());
        sorted.put(file.change().path(), node.get());
      }
    }
    Map<Key, SortedSet<String>> versions = new HashMap<>();
    Set<Node> left = new LinkedHashSet<>(sorted.values());
    ImageTree.Sink sink =
        (file, content) -> {
          left.remove(file);
          read(file, Optional.ofNullable(readers.get(file)), content)
              .forEach(
                  p -> versions.computeIfAbsent(Key.of(p), k -> new TreeSet<>()).add(p.version()));
        };
    for (Node file : sorted.values()) {
      Optional<byte[]> content = tree.content(file);
      if (content.isPresent()) {
        sink.accept(file, content.get());
      }
    }
    tree.read(List.copyOf(left), MOST_BYTES, sink);
    left.forEach(file -> gap(file.path(), "it is too large to be read"));
    return versions;
  }

  private static boolean mayDiffer(FileChange change) {
    return change.relation() != Relation.CHANGED
        || change.aspects().contains(Aspect.CONTENT)
        || change.aspects().contains(Aspect.TYPE);
  }

  private List<InstalledPackage> read(Node file, Optional<PackageReader> reader, byte[] content) {
    try {
      return reader.isPresent() ? reader.get().read(file.path(), content) : List.of();
    } catch (IOException e) {
      gap(file.path(), String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void gap(String path, String why) {
    gaps.add(
        Gap.of(
            "the packages of " + RawText.display(path),
            why,
            "their versions are not compared, only the files"));
  }
}
