// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.oracle;

import dev.afterimage.oci.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The oracle: a root file system that another program unpacked, walked and compared. */
final class UnpackedRootfs {
  private final Map<String, Thing> things = new TreeMap<>();
  private final Map<Object, Set<String>> byInode = new HashMap<>();

  private record Thing(String type, String content, int mode, String owner, Object inode) {}

  UnpackedRootfs(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      paths.filter(path -> !path.equals(root)).forEach(path -> add(root, path));
    }
  }

  private void add(Path root, Path path) {
    try {
      Map<String, Object> unix =
          Files.readAttributes(path, "unix:mode,uid,gid,ino", LinkOption.NOFOLLOW_LINKS);
      boolean symlink = Files.isSymbolicLink(path);
      boolean directory = !symlink && Files.isDirectory(path);
      String content = "";
      if (symlink) {
        content = Files.readSymbolicLink(path).toString();
      } else if (!directory) {
        content = Digest.of(Files.readAllBytes(path)).hex();
      }
      String type = symlink ? "symlink" : directory ? "directory" : "file";
      int mode = symlink ? 0 : (Integer) unix.getOrDefault("mode", 0) & 07777;
      String owner = unix.get("uid") + ":" + unix.get("gid");
      Object inode = unix.getOrDefault("ino", 0);
      String name = "/" + root.relativize(path);
      things.put(name, new Thing(type, content, mode, owner, inode));
      if (!directory) {
        byInode.computeIfAbsent(inode, k -> new TreeSet<>()).add(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the differences in the words of {@code TestingImages.changes}. */
  List<String> changes(UnpackedRootfs other) {
    List<String> changes = new ArrayList<>();
    Set<String> paths = new TreeSet<>(things.keySet());
    paths.addAll(other.things.keySet());
    for (String path : paths) {
      Thing a = things.get(path);
      Thing b = other.things.get(path);
      if (a == null) {
        changes.add("+" + path);
      } else if (b == null) {
        changes.add("-" + path);
      } else {
        String aspects = aspects(path, a, b, other);
        if (!aspects.isEmpty()) {
          changes.add(path + ": " + aspects);
        }
      }
    }
    return changes;
  }

  private String aspects(String path, Thing a, Thing b, UnpackedRootfs other) {
    List<String> aspects = new ArrayList<>();
    boolean sameType = a.type.equals(b.type);
    boolean symlink = a.type.equals("symlink");
    if (!sameType) {
      aspects.add("type");
    } else if (!symlink && !a.content.equals(b.content)) {
      aspects.add("content");
    }
    if (a.mode != b.mode && !symlink && !b.type.equals("symlink")) {
      aspects.add("mode");
    }
    if (!a.owner.equals(b.owner)) {
      aspects.add("owner");
    }
    boolean target = sameType && symlink && !a.content.equals(b.content);
    if (target || !peers(path, other).equals(other.peers(path, this))) {
      aspects.add("link");
    }
    return String.join(", ", aspects);
  }

  private Set<String> peers(String path, UnpackedRootfs other) {
    Thing thing = things.get(path);
    Set<String> peers =
        new TreeSet<>(thing == null ? Set.of() : byInode.getOrDefault(thing.inode, Set.of()));
    peers.removeIf(peer -> !other.things.containsKey(peer));
    return peers.size() < 2 ? Set.of() : peers;
  }
}
