// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.squash.Squash;
import dev.afterimage.oci.tar.EntryType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two applied views, directory by directory; what both make up from the same parts is
 * skipped.
 */
final class FileDiffer {
  /** Beyond this number differences are counted and not listed. */
  static final int MOST_LISTED = 100_000;

  private final Squash a;
  private final Squash b;
  private final Map<String, Found> found = new TreeMap<>();
  private int timesOnly;
  private int unlisted;

  /** A difference with the nodes behind it. */
  record Found(FileChange change, Optional<Node> a, Optional<Node> b) {}

  /** All differences. */
  record Result(List<Found> files, int timesOnly, int unlisted) {}

  private FileDiffer(Squash a, Squash b) {
    this.a = a;
    this.b = b;
  }

  static Result compare(ImageTree a, ImageTree b) {
    FileDiffer differ = new FileDiffer(a.squash(), b.squash());
    differ.both(differ.a.root(), differ.b.root());
    differ.links();
    List<Found> files = new ArrayList<>(differ.found.values());
    files.sort(Comparator.comparing(f -> f.change().path()));
    return new Result(files, differ.timesOnly, differ.unlisted);
  }

  private void both(Node left, Node right) {
    if (left.isSameTree(right)) {
      return;
    }
    compareNodes(left, right);
    if (left.isDirectory() || right.isDirectory()) {
      children(
          left.isDirectory() ? a.children(left) : List.of(),
          right.isDirectory() ? b.children(right) : List.of());
    }
  }

  private void children(List<Node> left, List<Node> right) {
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      int order;
      if (i == left.size() || j == right.size()) {
        order = i == left.size() ? 1 : -1;
      } else {
        order = left.get(i).compareName(right.get(j));
      }
      if (order == 0) {
        both(left.get(i++), right.get(j++));
      } else if (order < 0) {
        only(a, left.get(i++));
      } else {
        only(b, right.get(j++));
      }
    }
  }

  private void only(Squash squash, Node node) {
    if (!node.isImplicit()) {
      Relation relation = squash == a ? Relation.REMOVED : Relation.ADDED;
      Optional<Node> here = Optional.of(node);
      Optional<Node> none = Optional.empty();
      add(relation, Set.of(), squash == a ? here : none, squash == a ? none : here);
    }
    if (node.isDirectory()) {
      squash.children(node).forEach(child -> only(squash, child));
    }
  }

  private void add(
      Relation relation, Set<Aspect> aspects, Optional<Node> left, Optional<Node> right) {
    if (found.size() >= MOST_LISTED) {
      unlisted++;
      return;
    }
    String path = right.or(() -> left).orElseThrow().path();
    FileChange change =
        new FileChange(
            path,
            relation,
            aspects,
            left.map(FileDiffer::side),
            right.map(FileDiffer::side),
            FileChange.Origin.UNKNOWN);
    found.put(path, new Found(change, left, right));
  }

  private static FileChange.Side side(Node node) {
    return new FileChange.Side(node.inode(), node.layer());
  }

  private void compareNodes(Node left, Node right) {
    boolean bothDirectories = left.isDirectory() && right.isDirectory();
    if (bothDirectories && (left.isImplicit() || right.isImplicit())) {
      return;
    }
    Set<Aspect> aspects = left.isSame(right) ? Set.of() : aspects(left.inode(), right.inode());
    if (!aspects.isEmpty()) {
      add(Relation.CHANGED, aspects, Optional.of(left), Optional.of(right));
    } else if (!left.isSameTime(right)) {
      timesOnly++;
    }
  }

  static Set<Aspect> aspects(Inode left, Inode right) {
    EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    if (left.type() != right.type()) {
      aspects.add(Aspect.TYPE);
    } else if (!left.content().equals(right.content())) {
      aspects.add(Aspect.CONTENT);
    } else if (!left.target().equals(right.target())) {
      aspects.add(left.type() == EntryType.SYMLINK ? Aspect.LINK : Aspect.CONTENT);
    }
    boolean symlink = left.type() == EntryType.SYMLINK || right.type() == EntryType.SYMLINK;
    if (!symlink && left.attributes().mode() != right.attributes().mode()) {
      aspects.add(Aspect.MODE);
    }
    if (left.attributes().uid() != right.attributes().uid()
        || left.attributes().gid() != right.attributes().gid()) {
      aspects.add(Aspect.OWNER);
    }
    if (!left.attributes().xattrs().equals(right.attributes().xattrs())) {
      aspects.add(Aspect.XATTR);
    }
    return aspects;
  }

  /** Hard links are compared as groups, among the paths that both images have. */
  private void links() {
    Map<String, Set<String>> left = new HardLinks(a).groups();
    Map<String, Set<String>> right = new HardLinks(b).groups();
    Set<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    for (String path : paths) {
      Optional<Node> inA = a.find(Squash.split(path));
      Optional<Node> inB = b.find(Squash.split(path));
      boolean files =
          inA.filter(n -> !n.isDirectory()).isPresent()
              && inB.filter(n -> !n.isDirectory()).isPresent();
      if (files && !peers(left, path, b).equals(peers(right, path, a))) {
        relink(path, inA.orElseThrow(), inB.orElseThrow());
      }
    }
  }

  private static Set<String> peers(Map<String, Set<String>> groups, String path, Squash other) {
    Set<String> peers = new TreeSet<>();
    for (String peer : groups.getOrDefault(path, Set.of())) {
      if (peer.equals(path) || other.find(Squash.split(peer)).isPresent()) {
        peers.add(peer);
      }
    }
    return peers.size() < 2 ? Set.of() : peers;
  }

  private void relink(String path, Node left, Node right) {
    Found before = found.get(path);
    EnumSet<Aspect> aspects = EnumSet.of(Aspect.LINK);
    if (before != null) {
      aspects.addAll(before.change().aspects());
    } else if (!left.isSameTime(right)) {
      timesOnly--;
    }
    found.remove(path);
    add(Relation.CHANGED, aspects, Optional.of(left), Optional.of(right));
  }
}
