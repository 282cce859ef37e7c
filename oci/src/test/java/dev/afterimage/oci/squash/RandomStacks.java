// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import dev.afterimage.oci.squash.ReferenceModel.Entry;
import dev.afterimage.oci.testing.TestingTar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random stacks of small layers over few names, so that paths meet often. */
final class RandomStacks {
  private static final String NAMES = "abc";

  private final Random random;

  RandomStacks(long seed) {
    this.random = new Random(seed);
  }

  List<List<Entry>> stack() {
    List<List<Entry>> layers = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      layers.add(layer());
    }
    return layers;
  }

  /** Returns the stack with one layer made anew. */
  List<List<Entry>> changed(List<List<Entry>> stack) {
    List<List<Entry>> other = new ArrayList<>(stack);
    other.set(random.nextInt(stack.size()), layer());
    return other;
  }

  private List<Entry> layer() {
    Map<String, Entry> byPath = new TreeMap<>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      Entry entry = entry();
      boolean whiteout = "wo".indexOf(entry.kind()) >= 0;
      if (whiteout || fits(entry, byPath)) {
        byPath.put((whiteout ? entry.kind() + " " : "") + entry.path(), entry);
      }
    }
    List<Entry> layer = new ArrayList<>(byPath.values());
    Collections.shuffle(layer, random);
    return layer;
  }

  /** No layer has something below its own file or link: that is no layer that a tool writes. */
  private static boolean fits(Entry entry, Map<String, Entry> byPath) {
    boolean directory = entry.kind() == 'd';
    for (Entry other : byPath.values()) {
      boolean below = entry.path().startsWith(other.path() + "/");
      boolean above = other.path().startsWith(entry.path() + "/");
      boolean otherIsFile = "fsh".indexOf(other.kind()) >= 0;
      if ((below && otherIsFile) || (above && !directory && "fdsh".indexOf(other.kind()) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private Entry entry() {
    String path = path();
    String content = "xy".substring(random.nextInt(2)).substring(0, 1);
    int mode = random.nextBoolean() ? 0644 : 0600;
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> new Entry(path, 'f', content, mode);
      case 3 -> new Entry(path, 'd', "", random.nextBoolean() ? 0755 : 0700);
      case 4 -> new Entry(path, 's', path(), 0777);
      case 5 -> new Entry(path, 'h', path(), 0644);
      case 6 -> new Entry(path, 'w', "", 0);
      default -> new Entry(path, 'o', "", 0);
    };
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    int depth = 1 + random.nextInt(3);
    for (int i = 0; i < depth; i++) {
      path.append(i > 0 ? "/" : "").append(NAMES.charAt(random.nextInt(NAMES.length())));
    }
    return path.toString();
  }

  static TestingTar tar(List<Entry> layer) {
    TestingTar tar = new TestingTar();
    for (Entry entry : layer) {
      String path = entry.path();
      int slash = path.lastIndexOf('/');
      tar.mode(entry.mode());
      switch (entry.kind()) {
        case 'f' -> tar.file(path, entry.content());
        case 'd' -> tar.entry(path + "/", '5', "", new byte[0]);
        case 's' -> tar.symlink(path, entry.content());
        case 'h' -> tar.hardlink(path, entry.content());
        case 'w' ->
            tar.whiteout(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
        default -> tar.opaque(path);
      }
    }
    return tar;
  }
}
