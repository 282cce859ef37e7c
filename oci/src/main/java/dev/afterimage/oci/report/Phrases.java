// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

import dev.afterimage.oci.diff.Aspect;
import dev.afterimage.oci.diff.ConfigChange;
import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.diff.LayerRow;
import dev.afterimage.oci.diff.PackageChange;
import dev.afterimage.oci.diff.Relation;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.tar.RawText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sentences of every report, before they are escaped for one. */
final class Phrases {
  private final ImageDiff diff;

  Phrases(ImageDiff diff) {
    this.diff = diff;
  }

  /** Returns the name and the digest of an image. */
  static String image(Image image) {
    String digest =
        image
            .identity()
            .manifest()
            .map(d -> d.toString())
            .orElse("image id " + image.identity().config());
    return image.name().contains(digest) ? image.name() : image.name() + " (" + digest + ")";
  }

  static String setting(ConfigChange change) {
    return change.key().isEmpty() ? change.field() : change.field() + " " + change.key();
  }

  static String value(Optional<String> value) {
    return value.orElse("(not set)");
  }

  static String sign(Relation relation) {
    return switch (relation) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED -> "~";
      case SAME_CONTENT -> "≈";
      case SAME -> "=";
    };
  }

  static String pack(PackageChange change) {
    String versions =
        switch (change.relation()) {
          case ADDED -> change.b().orElse("");
          case REMOVED -> change.a().orElse("");
          default -> change.a().orElse("") + " → " + change.b().orElse("");
        };
    String place = change.location().equals("/") ? "" : " in " + change.location();
    return change.ecosystem().label() + " " + change.name() + " " + versions + place;
  }

  static String layer(LayerRow row) {
    LayerRow.Side side = row.b().or(row::a).orElseThrow();
    String positions =
        row.a().map(a -> "A" + (a.position() + 1)).orElse("")
            + (row.a().isPresent() && row.b().isPresent() ? "/" : "")
            + row.b().map(b -> "B" + (b.position() + 1)).orElse("");
    String line = side.line().map(l -> "  " + l).orElse("");
    return positions + " " + side.diffId().brief() + " " + row.relation().label() + line;
  }

  static String path(FileChange change) {
    return RawText.display(change.path());
  }

  /** Returns in what a file differs, with both values. */
  static String aspects(FileChange change) {
    List<String> parts = new ArrayList<>();
    for (Aspect aspect : change.aspects()) {
      Inode a = change.a().orElseThrow().inode();
      Inode b = change.b().orElseThrow().inode();
      parts.add(
          switch (aspect) {
            case TYPE -> a.type().label() + " → " + b.type().label();
            case CONTENT -> "content " + a.size() + " → " + b.size() + " bytes";
            case MODE -> "mode " + mode(a) + " → " + mode(b);
            case OWNER -> "owner " + owner(a) + " → " + owner(b);
            case LINK -> link(a, b);
            case XATTR -> "xattr " + names(a) + " → " + names(b);
          });
    }
    if (change.aspects().isEmpty()) {
      Inode inode = change.side().inode();
      parts.add(inode.isFile() ? inode.size() + " bytes, " + mode(inode) : inode.type().label());
    }
    return String.join("; ", parts);
  }

  private static String link(Inode a, Inode b) {
    return a.target().equals(b.target())
        ? "hard links differ"
        : "link " + RawText.display(a.target()) + " → " + RawText.display(b.target());
  }

  private static String mode(Inode inode) {
    return String.format(Locale.ROOT, "%04o", inode.attributes().mode());
  }

  private static String owner(Inode inode) {
    return Integer.toUnsignedString(inode.attributes().uid())
        + ":"
        + Integer.toUnsignedString(inode.attributes().gid());
  }

  private static String names(Inode inode) {
    return inode.attributes().xattrs().isEmpty()
        ? "none"
        : RawText.display(String.join(", ", inode.attributes().xattrs().keySet()));
  }

  /** Returns where a difference comes from: layer, Dockerfile line, package. */
  String origin(FileChange change) {
    List<String> parts = new ArrayList<>();
    if (change.relation() != Relation.ADDED) {
      change.a().ifPresent(side -> parts.add("A" + (side.layer() + 1) + line("A", side.layer())));
    }
    if (change.relation() != Relation.REMOVED) {
      change.b().ifPresent(side -> parts.add("B" + (side.layer() + 1) + line("B", side.layer())));
    }
    change
        .origin()
        .hiddenBy()
        .ifPresent(
            layer -> {
              String which = change.relation() == Relation.REMOVED ? "B" : "A";
              parts.add("deleted by " + which + (layer + 1) + line(which, layer));
            });
    change
        .origin()
        .owner()
        .ifPresent(owner -> parts.add("of " + owner.ecosystem().label() + " " + owner.name()));
    return String.join("; ", parts);
  }

  private String line(String which, int layer) {
    Image image = which.equals("A") ? diff.images().a() : diff.images().b();
    return image
        .layers()
        .get(layer)
        .history()
        .map(h -> " " + h.instruction())
        .map(text -> text.length() > 100 ? text.substring(0, 100) + "…" : text)
        .orElse("");
  }

  /** Files of packages whose version differs: counted, because the package says it. */
  Map<String, Integer> ofChangedPackages() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (FileChange change : diff.content().files()) {
      if (change.origin().ownerChanged()) {
        String name =
            change.origin().owner().map(o -> o.ecosystem().label() + " " + o.name()).orElse("");
        counts.merge(name, 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Files whose difference no package's version explains. */
  List<FileChange> ownFiles() {
    return diff.content().files().stream().filter(f -> !f.origin().ownerChanged()).toList();
  }

  /** Returns the line that stands for everything that differs in its time only. */
  Optional<String> times() {
    int count = diff.content().timesOnly();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            count + (count == 1 ? " path differs" : " paths differ") + " in nothing but the time");
  }
}
