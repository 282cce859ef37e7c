// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.LayerRow;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.tar.RawText;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The comparison as JSON: everything that was found, nothing folded. */
final class JsonRenderer {
  static final String SCHEMA = "afterimage/image-diff/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonRenderer() {}

  static String render(ImageDiff diff) {
    ObjectNode root = MAPPER.createObjectNode().put("schema", SCHEMA);
    root.put("verdict", diff.verdict().kind().id()).put("differs", diff.differs());
    root.put("because", diff.verdict().text());
    image(root.putObject("a"), diff.images().a());
    image(root.putObject("b"), diff.images().b());
    config(root.putArray("config"), diff);
    layers(root.putArray("layers"), diff);
    history(root.putArray("history"), diff);
    packages(root.putArray("packages"), diff);
    ArrayNode files = root.putArray("files");
    diff.content().files().forEach(file -> file(files.addObject(), file));
    root.put("timesOnly", diff.content().timesOnly()).put("unlisted", diff.content().unlisted());
    texts(root.putArray("texts"), diff);
    remarks(root, diff);
    return text(root);
  }

  /** Returns a tree as text; it ends with a line break. */
  static String text(ObjectNode root) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  private static void put(ObjectNode node, String field, Optional<?> value) {
    node.put(field, value.map(Object::toString).orElse(null));
  }

  private static void image(ObjectNode node, Image image) {
    node.put("name", image.name());
    put(node, "digest", image.identity().manifest());
    put(node, "indexDigest", image.identity().index());
    node.put("imageId", image.identity().config().toString());
    node.put("platform", image.config().platform().toString());
    put(node, "created", image.config().created());
    node.put("layers", image.layers().size());
  }

  private static void config(ArrayNode list, ImageDiff diff) {
    diff.config()
        .forEach(
            change -> {
              ObjectNode node = list.addObject().put("field", change.field());
              node.put("key", change.key().isEmpty() ? null : change.key());
              put(node, "a", change.a());
              put(node, "b", change.b());
            });
  }

  private static void layers(ArrayNode list, ImageDiff diff) {
    for (LayerRow row : diff.structure().layers()) {
      ObjectNode node = list.addObject().put("relation", row.relation().label());
      layer(node, "a", row.a());
      layer(node, "b", row.b());
    }
  }

  private static void layer(ObjectNode row, String field, Optional<LayerRow.Side> side) {
    if (side.isEmpty()) {
      row.putNull(field);
      return;
    }
    ObjectNode node = row.putObject(field).put("position", side.get().position());
    node.put("diffId", side.get().diffId().toString());
    put(node, "digest", side.get().blob());
    node.put("bytes", side.get().packedBytes() < 0 ? null : side.get().packedBytes());
    put(node, "line", side.get().line());
  }

  private static void history(ArrayNode list, ImageDiff diff) {
    diff.structure()
        .history()
        .forEach(
            row -> {
              ObjectNode node = list.addObject().put("relation", row.relation().label());
              node.put("line", row.line());
              node.put("layerA", row.layerA().orElse(null));
              node.put("layerB", row.layerB().orElse(null));
            });
  }

  private static void packages(ArrayNode list, ImageDiff diff) {
    diff.content()
        .packages()
        .forEach(
            change -> {
              ObjectNode node = list.addObject().put("ecosystem", change.ecosystem().label());
              node.put("name", change.name()).put("location", change.location());
              node.put("relation", change.relation().label());
              put(node, "a", change.a());
              put(node, "b", change.b());
            });
  }

  private static void file(ObjectNode node, FileChange change) {
    node.put("path", RawText.display(change.path()));
    node.put("relation", change.relation().label());
    ArrayNode aspects = node.putArray("aspects");
    change.aspects().forEach(aspect -> aspects.add(aspect.label()));
    side(node, "a", change.a());
    side(node, "b", change.b());
    put(node, "package", change.origin().owner().map(o -> o.ecosystem().label() + " " + o.name()));
    node.put("packageChanged", change.origin().ownerChanged());
    node.put("deletedByLayer", change.origin().hiddenBy().orElse(null));
  }

  private static void side(ObjectNode file, String field, Optional<FileChange.Side> side) {
    if (side.isEmpty()) {
      file.putNull(field);
      return;
    }
    Inode inode = side.get().inode();
    ObjectNode node = file.putObject(field).put("layer", side.get().layer());
    node.put("type", inode.type().label());
    node.put("mode", String.format(Locale.ROOT, "%04o", inode.attributes().mode()));
    node.put("uid", Integer.toUnsignedLong(inode.attributes().uid()));
    node.put("gid", Integer.toUnsignedLong(inode.attributes().gid()));
    node.put("bytes", inode.size());
    node.put("sha256", inode.content().isEmpty() ? null : inode.content());
    node.put("target", inode.target().isEmpty() ? null : RawText.display(inode.target()));
    ObjectNode xattrs = node.putObject("xattrs");
    inode
        .attributes()
        .xattrs()
        .forEach(
            (name, value) ->
                xattrs.put(
                    RawText.display(name),
                    Base64.getEncoder().encodeToString(RawText.bytes(value))));
  }

  private static void texts(ArrayNode list, ImageDiff diff) {
    diff.content()
        .texts()
        .forEach(
            text -> {
              ObjectNode node = list.addObject().put("path", RawText.display(text.path()));
              ArrayNode lines = node.putArray("lines");
              text.lines().forEach(lines::add);
              node.put("cut", text.cut());
            });
  }

  private static void remarks(ObjectNode root, ImageDiff diff) {
    ArrayNode findings = root.putArray("findings");
    diff.remarks()
        .findings()
        .forEach(
            f ->
                findings
                    .addObject()
                    .put("kind", f.kind().id())
                    .put("image", f.image())
                    .put("text", f.text()));
    ArrayNode gaps = root.putArray("gaps");
    diff.remarks()
        .gaps()
        .forEach(
            gap -> {
              ObjectNode node = gaps.addObject().put("what", gap.what()).put("why", gap.why());
              put(node, "iamAction", gap.iamAction());
              node.put("effect", gap.effect());
            });
  }
}
