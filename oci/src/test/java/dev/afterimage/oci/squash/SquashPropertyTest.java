// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.Relation;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.squash.ReferenceModel.Entry;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SquashPropertyTest {
  private static TestingImage image(List<List<Entry>> stack) {
    return TestingImages.image(stack.stream().map(RandomStacks::tar).toArray(TestingTar[]::new));
  }

  @Property(tries = 400)
  void squash_equalsTheReferenceModel(@ForAll long seed) throws IOException {
    List<List<Entry>> stack = new RandomStacks(seed).stack();
    ReferenceModel model = new ReferenceModel();
    stack.forEach(model::apply);
    Squash squash = TestingImages.squash(image(stack));
    List<String> lines = new ArrayList<>();
    Map<String, Set<String>> groups = new HashMap<>();
    walk(squash, squash.root(), lines, groups);
    assertThat(lines.stream().sorted().toList()).as("%s", stack).isEqualTo(model.listing());
    Set<Set<String>> linked = new HashSet<>(groups.values());
    linked.removeIf(group -> group.size() < 2);
    assertThat(linked).as("%s", stack).isEqualTo(model.groups());
  }

  private static void walk(
      Squash squash, Node directory, List<String> lines, Map<String, Set<String>> groups) {
    for (Node child : squash.children(directory)) {
      String path = child.path().substring(1);
      lines.add(path + " " + line(child));
      if (child.isDirectory()) {
        walk(squash, child, lines, groups);
      } else {
        groups
            .computeIfAbsent(child.inodeLayer() + ":" + child.inodeNumber(), k -> new TreeSet<>())
            .add(path);
      }
    }
  }

  private static String line(Node node) {
    Inode inode = node.inode();
    if (node.isImplicit()) {
      return "i ";
    }
    if (inode.type() == EntryType.DIRECTORY) {
      return "d  " + inode.attributes().mode();
    }
    boolean file = inode.type() == EntryType.FILE;
    String content = file ? content(node) : inode.target();
    return (file ? "f " : "s ") + content + " " + inode.attributes().mode();
  }

  /** Which of the contents of the stacks a file has, told by its hash. */
  private static String content(Node node) {
    String hash = node.inode().content();
    return Stream.of("x", "y")
        .filter(text -> Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().equals(hash))
        .findFirst()
        .orElse("?");
  }

  @Property(tries = 50)
  void diff_ofAnImageWithItself_isEmpty(@ForAll long seed) throws IOException {
    List<List<Entry>> stack = new RandomStacks(seed).stack();
    ImageDiff diff = TestingImages.diff(image(stack), image(stack).line("CMD x"));
    assertThat(TestingImages.changes(diff)).isEmpty();
    assertThat(diff.differs()).isFalse();
  }

  @Property(tries = 200)
  void diff_turnedAround_isMirrored(@ForAll long seed) throws IOException {
    RandomStacks stacks = new RandomStacks(seed);
    List<List<Entry>> stack = stacks.stack();
    List<List<Entry>> other = stacks.changed(stack);
    ImageDiff there = TestingImages.diff(image(stack), image(other));
    ImageDiff back = TestingImages.diff(image(other), image(stack));
    assertThat(back.content().files().stream().map(SquashPropertyTest::mirrored).toList())
        .isEqualTo(there.content().files());
  }

  private static FileChange mirrored(FileChange change) {
    Relation relation =
        switch (change.relation()) {
          case ADDED -> Relation.REMOVED;
          case REMOVED -> Relation.ADDED;
          default -> change.relation();
        };
    return new FileChange(
        change.path(), relation, change.aspects(), change.b(), change.a(), change.origin());
  }

  @Property(tries = 200)
  void diff_namesExactlyWhatTheReferenceModelsTellApart(@ForAll long seed) throws IOException {
    RandomStacks stacks = new RandomStacks(seed);
    List<List<Entry>> stack = stacks.stack();
    List<List<Entry>> other = stacks.changed(stack);
    ImageDiff diff = TestingImages.diff(image(stack), image(other));
    Set<String> found = new TreeSet<>();
    diff.content().files().forEach(change -> found.add(change.path().substring(1)));
    assertThat(found).as("%s %s", stack, other).isEqualTo(ModelDiff.paths(stack, other));
  }
}
