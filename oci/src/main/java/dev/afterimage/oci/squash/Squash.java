// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import dev.afterimage.oci.layer.Anomaly;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.tar.EntryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file system that a container sees: the layers applied, lowest first, as an overlay mount
 * shows them. It is worked out where it is looked at, directory by directory.
 *
 * <p>From the highest layer down a path is what the first layer says that says something: a
 * whiteout hides what lies below it; a file hides everything below it; directories merge until one
 * is opaque. Hard links lead to the content that stood at their target when their layer was
 * applied.
 */
public final class Squash {
  private static final int MOST_ANOMALIES = 200;

  private final List<LayerIndex> layers;
  private final Node root;
  private final List<Anomaly> anomalies = new ArrayList<>();

  /** Makes the view over layers, lowest first. */
  public Squash(List<LayerIndex> layers) {
    this.layers = List.copyOf(layers);
    this.root = rootBelow(this.layers.size());
  }

  /** Returns the layers, lowest first. */
  public List<LayerIndex> layers() {
    return layers;
  }

  /** Returns the root directory. */
  public Node root() {
    return root;
  }

  /** Returns what is odd about how layers meet, as far as it was looked at. */
  public List<Anomaly> anomalies() {
    return List.copyOf(anomalies);
  }

  /** The root as the layers below a position make it. */
  private Node rootBelow(int height) {
    Merge merge = new Merge();
    for (int layer = height - 1; layer >= 0 && merge.isOpen(); layer--) {
      merge.add(layer, 0);
    }
    return merge
        .result()
        .orElseGet(() -> new Node(layers::get, new int[] {0, 0}, new int[] {0, -1}, new int[0]));
  }

  /** Returns what stands in a directory, sorted by the bytes of the names. */
  public List<Node> children(Node directory) {
    int[] parts = directory.parts();
    int[] next = new int[parts.length / 2];
    int[] end = new int[parts.length / 2];
    for (int i = 0; i < next.length; i++) {
      LayerIndex index = layers.get(parts[2 * i]);
      next[i] = index.firstChild(parts[2 * i + 1]);
      end[i] = next[i] + index.childCount(parts[2 * i + 1]);
    }
    List<Node> children = new ArrayList<>();
    for (int first = smallest(parts, next, end); first >= 0; first = smallest(parts, next, end)) {
      merged(parts, next, end, first).ifPresent(children::add);
    }
    return children;
  }

  /** Returns the part whose next child has the smallest name; -1 at the end. */
  private int smallest(int[] parts, int[] next, int[] end) {
    int smallest = -1;
    for (int i = 0; i < next.length; i++) {
      boolean open = next[i] < end[i];
      if (open && (smallest < 0 || compare(parts, next, i, smallest) < 0)) {
        smallest = i;
      }
    }
    return smallest;
  }

  private int compare(int[] parts, int[] next, int left, int right) {
    LayerIndex other = layers.get(parts[2 * right]);
    return layers.get(parts[2 * left]).compareNames(next[left], other, next[right]);
  }

  private Optional<Node> merged(int[] parts, int[] next, int[] end, int first) {
    Merge merge = new Merge();
    int taken = next[first];
    for (int i = first; i < next.length; i++) {
      boolean same =
          i == first
              || (next[i] < end[i]
                  && layers
                          .get(parts[2 * i])
                          .compareNames(next[i], layers.get(parts[2 * first]), taken)
                      == 0);
      if (same) {
        merge.add(parts[2 * i], next[i]++);
      }
    }
    return merge.result();
  }

  /**
   * Finds a path, without following symlinks.
   *
   * @param names raw names from the root down
   */
  public Optional<Node> find(List<String> names) {
    return find(root, names);
  }

  private Optional<Node> find(Node from, List<String> names) {
    Optional<Node> at = Optional.of(from);
    for (String name : names) {
      at = at.flatMap(directory -> child(directory, name));
    }
    return at;
  }

  /** Returns what stands in a directory under a raw name. */
  public Optional<Node> child(Node directory, String name) {
    int[] parts = directory.parts();
    Merge merge = new Merge();
    for (int i = 0; i < parts.length && merge.isOpen(); i += 2) {
      int node = layers.get(parts[i]).find(parts[i + 1], name);
      if (node >= 0) {
        merge.add(parts[i], node);
      }
    }
    return merge.result();
  }

  /** Returns the highest layer that hides a path of lower layers by a whiteout or as opaque. */
  public Optional<Integer> hiddenBy(List<String> names) {
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      LayerIndex index = layers.get(layer);
      int node = 0;
      for (String name : names) {
        if (node >= 0 && index.isOpaque(node)) {
          return Optional.of(layer);
        }
        node = node < 0 ? node : index.find(node, name);
        boolean hides = node >= 0 && (index.isWhiteout(node) || isOther(index, node));
        if (hides) {
          return Optional.of(layer);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOther(LayerIndex index, int node) {
    return !index.isGhost(node) && !index.isDirectory(node);
  }

  /** What the layers say of one path, taken from the highest down. */
  private final class Merge {
    private int[] parts = new int[0];
    private int @Nullable [] top;
    private int[] inode = {0, -1};
    private boolean directory;
    private boolean opaque;
    private boolean closed;

    boolean isOpen() {
      return !closed;
    }

    void add(int layer, int node) {
      if (closed) {
        return;
      }
      LayerIndex index = layers.get(layer);
      if (index.isDirectory(node)) {
        addDirectory(index, layer, node);
      } else if (index.isGhost(node)) {
        addPart(layer, node);
      } else {
        addOther(index, layer, node);
      }
      closed |= index.isWhiteout(node);
      opaque |= index.isOpaque(node);
    }

    /** Below an opaque directory nothing stands of lower layers, but it may be theirs itself. */
    private void addPart(int layer, int node) {
      if (opaque) {
        return;
      }
      int[] more = Arrays.copyOf(parts, parts.length + 2);
      more[parts.length] = layer;
      more[parts.length + 1] = node;
      parts = more;
    }

    /** The attributes are those of the highest layer that describes the directory. */
    private void addDirectory(LayerIndex index, int layer, int node) {
      addPart(layer, node);
      boolean describes = inode[1] < 0 && index.inode(node).isPresent();
      if (top == null || describes) {
        top = new int[] {layer, node};
      }
      if (describes) {
        inode = new int[] {layer, index.inode(node).get()};
      }
      directory = true;
    }

    /** Below a directory a file is gone; below nothing but ghosts it stands, without children. */
    private void addOther(LayerIndex index, int layer, int node) {
      closed = true;
      if (directory) {
        noteSymlink(index, node);
        return;
      }
      top = new int[] {layer, node};
      inode =
          index
              .inode(node)
              .map(i -> new int[] {layer, i})
              .orElseGet(() -> bound(index, layer, node));
    }

    private void noteSymlink(LayerIndex index, int node) {
      boolean implied = inode[1] < 0;
      boolean symlink =
          index.inode(node).filter(i -> index.type(i) == EntryType.SYMLINK).isPresent();
      if (implied && symlink) {
        note(new Anomaly(Anomaly.Kind.BELOW_SYMLINK, index.path(node)));
      }
    }

    private int[] bound(LayerIndex index, int layer, int node) {
      Optional<Node> target = lowerTarget(index, layer, node);
      return target
          .map(t -> new int[] {t.inodeLayer(), t.inodeNumber()})
          .orElse(new int[] {layer, Integer.MIN_VALUE});
    }

    Optional<Node> result() {
      boolean lost = inode[1] == Integer.MIN_VALUE;
      if (top == null || lost) {
        return Optional.empty();
      }
      return Optional.of(new Node(layers::get, top, inode, directory ? parts : null));
    }
  }

  private Optional<Node> lowerTarget(LayerIndex index, int layer, int node) {
    List<String> names = split(index.lowerTarget(node).orElse(""));
    boolean leads = !names.isEmpty() && !names.contains("..") && layer > 0;
    Optional<Node> target =
        leads ? find(rootBelow(layer), names).filter(t -> !t.isDirectory()) : Optional.empty();
    if (target.isEmpty()) {
      note(new Anomaly(Anomaly.Kind.LOST_LINK, index.path(node)));
    }
    return target;
  }

  private void note(Anomaly anomaly) {
    if (anomalies.size() < MOST_ANOMALIES && !anomalies.contains(anomaly)) {
      anomalies.add(anomaly);
    }
  }

  /** Returns the raw names of a path. */
  public static List<String> split(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }
}
