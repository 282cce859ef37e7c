// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the image specification applied to a map of paths, one layer after another: slow,
 * simple, and written without a look at the squash.
 */
final class ReferenceModel {
  /** An entry of a layer. The target is that of a link. */
  record Entry(String path, char kind, String content, int mode) {}

  private static final class Thing {
    final char kind;
    final String content;
    final int mode;

    Thing(char kind, String content, int mode) {
      this.kind = kind;
      this.content = content;
      this.mode = mode;
    }
  }

  private Map<String, Thing> files = new TreeMap<>();

  void apply(List<Entry> layer) {
    Map<String, Thing> lower = new HashMap<>(files);
    layer.stream().filter(e -> e.kind == 'w').forEach(e -> removeTree(e.path));
    layer.stream().filter(e -> e.kind == 'o').forEach(e -> removeBelow(e.path));
    Map<String, Entry> own = new TreeMap<>();
    layer.stream().filter(e -> "fdsh".indexOf(e.kind) >= 0).forEach(e -> own.put(e.path, e));
    Map<String, Thing> made = new HashMap<>();
    own.values().stream().filter(e -> e.kind != 'h').forEach(e -> made.put(e.path, thing(e)));
    for (Entry entry : own.values()) {
      parents(entry.path);
      Thing thing = entry.kind == 'h' ? linked(entry, own, made, lower) : made.get(entry.path);
      if (thing == null || thing.kind != 'd' || !isDirectory(entry.path)) {
        removeTree(entry.path);
      }
      if (thing != null) {
        files.put(entry.path, thing);
      }
    }
  }

  private static Thing thing(Entry entry) {
    return new Thing(entry.kind, entry.content, entry.mode);
  }

  private static @Nullable Thing linked(
      Entry link, Map<String, Entry> own, Map<String, Thing> made, Map<String, Thing> lower) {
    Set<String> seen = new HashSet<>();
    String target = link.content;
    while (own.containsKey(target) && own.get(target).kind == 'h' && seen.add(target)) {
      target = own.get(target).content;
    }
    Thing here = made.get(target);
    if (own.containsKey(target)) {
      return here != null && here.kind != 'd' ? here : null;
    }
    String folder = target + "/";
    if (own.keySet().stream().anyMatch(path -> path.startsWith(folder))) {
      return null;
    }
    Thing below = lower.get(target);
    return below != null && below.kind != 'd' && below.kind != 'i' ? below : null;
  }

  private void parents(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (!isDirectory(parent)) {
        files.put(parent, new Thing('i', "", 0755));
      }
    }
  }

  private boolean isDirectory(String path) {
    Thing thing = files.get(path);
    return thing != null && (thing.kind == 'd' || thing.kind == 'i');
  }

  private void removeTree(String path) {
    files.remove(path);
    removeBelow(path);
  }

  private void removeBelow(String path) {
    files.keySet().removeIf(p -> p.startsWith(path + "/"));
  }

  List<String> listing() {
    List<String> lines = new ArrayList<>();
    files.forEach((path, t) -> lines.add(path + " " + t.kind + " " + t.content + " " + t.mode));
    return lines.stream().map(l -> l.contains(" i ") ? l.replace(" 493", "") : l).sorted().toList();
  }

  /** Returns the groups of paths that lead to one thing. */
  Set<Set<String>> groups() {
    Map<Thing, Set<String>> byThing = new HashMap<>();
    files.forEach(
        (path, thing) -> {
          if (thing.kind == 'f' || thing.kind == 's') {
            byThing.computeIfAbsent(thing, k -> new TreeSet<>()).add(path);
          }
        });
    Set<Set<String>> groups = new HashSet<>(byThing.values());
    groups.removeIf(group -> group.size() < 2);
    return groups;
  }
}
