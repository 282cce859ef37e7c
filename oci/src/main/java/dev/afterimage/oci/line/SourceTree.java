// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import dev.afterimage.oci.diff.Secrets;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.squash.Squash;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.tar.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The source files of an image or a zip package. */
final class SourceTree {
  private static final int MOST_SYMLINKS = 40;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_FOLDERS = 10_000;
  private static final int AROUND = 5;

  /** Where other people's code stands, and the system. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          ".*/(site-packages|dist-packages|node_modules|__pycache__)/.*"
              + "|/(usr|lib|lib64|bin|sbin|etc|proc|sys|dev|var/(lang|runtime|rapid|lib|cache))/.*"
              + "|.*\\.(dist|egg)-info/.*");

  private final ImageTree tree;
  private final List<SourceFile> own = new ArrayList<>();
  private boolean listed;

  SourceTree(ImageTree tree) {
    this.tree = tree;
  }

  /** A source file with its text. */
  record SourceFile(String path, Language language, Node node, String text) {
    List<CodeLine> scan() {
      return language.scan(text);
    }
  }

  static boolean isForeign(String path) {
    return FOREIGN.matcher(path).matches();
  }

  /** Returns the project's own source files, sorted by path. */
  List<SourceFile> own() throws IOException {
    if (!listed) {
      listed = true;
      list(tree.squash().root(), vendored());
    }
    return own;
  }

  /** Top-level folders that a package installed beside the function's own code. */
  private List<String> vendored() throws IOException {
    Set<String> folders = new LinkedHashSet<>();
    for (String root : List.of("/var/task", "/function", "/app", "/opt/python")) {
      Optional<Node> directory = tree.find(root).filter(Node::isDirectory);
      if (directory.isEmpty()) {
        continue;
      }
      for (Node child : tree.squash().children(directory.get())) {
        if (child.name().endsWith(".dist-info")) {
          record(root, child, folders);
        }
      }
    }
    return List.copyOf(folders);
  }

  private void record(String root, Node info, Set<String> folders) throws IOException {
    Optional<Node> file = tree.squash().child(info, "RECORD");
    Optional<byte[]> content = file.isPresent() ? tree.content(file.get()) : Optional.empty();
    if (content.isEmpty()) {
      return;
    }
    Iterator<String> lines = new String(content.get(), StandardCharsets.UTF_8).lines().iterator();
    while (lines.hasNext() && folders.size() < MOST_FOLDERS) {
      String line = lines.next();
      int slash = line.indexOf('/');
      int comma = line.indexOf(',');
      String folder = root + "/" + line.substring(0, Math.max(slash, 0)) + "/";
      if (slash > 0 && slash < comma && !line.startsWith("..")) {
        folders.add(folder);
      }
    }
  }

  private void list(Node directory, List<String> vendored) throws IOException {
    for (Node child : tree.squash().children(directory)) {
      String path = child.path();
      boolean foreign =
          isForeign(path + "/") || vendored.stream().anyMatch((path + "/")::startsWith);
      if (foreign || own.size() >= MOST_FILES) {
        continue;
      }
      if (child.isDirectory()) {
        list(child, vendored);
      } else {
        file(child).ifPresent(own::add);
      }
    }
  }

  private Optional<SourceFile> file(Node node) throws IOException {
    String path = RawText.display(node.path());
    Optional<Language> language = Language.of(path);
    boolean source = language.isPresent() && node.type() == EntryType.FILE;
    Optional<byte[]> content = source ? tree.content(node) : Optional.empty();
    return content.map(
        bytes ->
            new SourceFile(
                path, language.orElseThrow(), node, new String(bytes, StandardCharsets.UTF_8)));
  }

  /** Returns the source file at a path of the image; symlinks are followed within it. */
  Optional<SourceFile> find(String path) throws IOException {
    Optional<Node> node = resolve(RawText.of(path));
    return node.isPresent() ? file(node.get()) : Optional.empty();
  }

  private Optional<Node> resolve(String path) {
    Deque<String> open = new ArrayDeque<>(Squash.split(path));
    Deque<Node> at = new ArrayDeque<>(List.of(tree.squash().root()));
    int links = 0;
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      if (name.equals("..")) {
        if (at.size() > 1) {
          at.pop();
        }
        continue;
      }
      Optional<Node> child = tree.squash().child(at.element(), name);
      if (child.isEmpty() || links > MOST_SYMLINKS) {
        return Optional.empty();
      }
      if (child.get().type() == EntryType.SYMLINK) {
        links++;
        String target = child.get().inode().target();
        List<String> names = new ArrayList<>(Squash.split(target));
        Collections.reverse(names);
        names.forEach(open::addFirst);
        while (target.startsWith("/") && at.size() > 1) {
          at.pop();
        }
      } else {
        at.push(child.get());
      }
    }
    return Optional.of(at.element());
  }

  /** Returns a line with those around it, and where it comes from. */
  SourcePlace place(SourceFile file, int line) {
    List<String> lines = file.text().lines().toList();
    int from = Math.max(1, line - AROUND);
    int to = Math.min(lines.size(), line + AROUND);
    List<String> excerpt =
        from > to ? List.of() : lines.subList(from - 1, to).stream().map(Secrets::line).toList();
    Optional<String> instruction =
        tree.image().layers().get(file.node().layer()).history().map(h -> h.instruction());
    return new SourcePlace(file.path(), line, excerpt, from, file.node().layer(), instruction);
  }
}
