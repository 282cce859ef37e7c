// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.afterimage.oci.image.HistoryLine;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.squash.ImageTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines up the layers and the history lines of two images, as sequences. */
final class LayerAligner {
  /** As many as an image may have layers. */
  static final int MOST_LINES = 1000;

  private LayerAligner() {}

  /**
   * Returns the layers side by side; what the diffIDs leave apart, equal contents bring together.
   */
  static List<LayerRow> layers(ImageTree a, ImageTree b) {
    List<LayerRow> rows = new ArrayList<>();
    Function<Layer, Object> diffId = Layer::diffId;
    align(
        a.image().layers(),
        b.image().layers(),
        diffId,
        new Sink<>() {
          @Override
          public void same(Layer left, Layer right) {
            rows.add(row(Relation.SAME, left, right));
          }

          @Override
          public void apart(List<Layer> left, List<Layer> right) {
            rows.addAll(byContent(left, right, a.squash().layers(), b.squash().layers()));
          }
        });
    return rows;
  }

  private static List<LayerRow> byContent(
      List<Layer> left, List<Layer> right, List<LayerIndex> a, List<LayerIndex> b) {
    List<LayerRow> rows = new ArrayList<>();
    List<Known> known = left.stream().map(l -> new Known(l, a.get(l.position()))).toList();
    List<Known> others = right.stream().map(l -> new Known(l, b.get(l.position()))).toList();
    align(
        known,
        others,
        Known::content,
        new Sink<>() {
          @Override
          public void same(Known one, Known other) {
            rows.add(row(Relation.SAME_CONTENT, one.layer(), other.layer()));
          }

          @Override
          public void apart(List<Known> one, List<Known> other) {
            one.forEach(k -> rows.add(only(Relation.REMOVED, k.layer())));
            other.forEach(k -> rows.add(only(Relation.ADDED, k.layer())));
          }
        });
    return rows;
  }

  private record Known(Layer layer, LayerIndex index) {
    Object content() {
      return index.contentId();
    }
  }

  private static LayerRow row(Relation relation, Layer a, Layer b) {
    return new LayerRow(
        relation, Optional.of(LayerRow.Side.of(a)), Optional.of(LayerRow.Side.of(b)));
  }

  private static LayerRow only(Relation relation, Layer layer) {
    Optional<LayerRow.Side> side = Optional.of(LayerRow.Side.of(layer));
    return relation == Relation.REMOVED
        ? new LayerRow(relation, side, Optional.empty())
        : new LayerRow(relation, Optional.empty(), side);
  }

  /** Returns the history lines side by side, by what they say; the first of very many. */
  static List<HistoryRow> history(Image a, Image b) {
    List<HistoryRow> rows = new ArrayList<>();
    align(
        lines(a),
        lines(b),
        Line::text,
        new Sink<>() {
          @Override
          public void same(Line left, Line right) {
            rows.add(new HistoryRow(Relation.SAME, left.text(), left.layer(), right.layer()));
          }

          @Override
          public void apart(List<Line> left, List<Line> right) {
            left.forEach(
                l ->
                    rows.add(
                        new HistoryRow(Relation.REMOVED, l.text(), l.layer(), Optional.empty())));
            right.forEach(
                l ->
                    rows.add(
                        new HistoryRow(Relation.ADDED, l.text(), Optional.empty(), l.layer())));
          }
        });
    return rows;
  }

  private record Line(String text, Optional<Integer> layer) {}

  private static List<Line> lines(Image image) {
    boolean fits = image.layers().stream().allMatch(l -> l.history().isPresent());
    List<Line> lines = new ArrayList<>();
    int layer = 0;
    List<HistoryLine> history = image.config().history();
    for (HistoryLine line : history.subList(0, Math.min(history.size(), MOST_LINES))) {
      boolean makesLayer = fits && !line.emptyLayer();
      lines.add(
          new Line(
              Secrets.line(line.instruction()),
              makesLayer ? Optional.of(layer++) : Optional.empty()));
    }
    return lines;
  }

  /** Takes an alignment in its order. */
  private interface Sink<T> {
    void same(T left, T right);

    void apart(List<T> left, List<T> right);
  }

  private static <T> void align(List<T> a, List<T> b, Function<T, Object> key, Sink<T> sink) {
    List<Object> keysA = a.stream().map(key).toList();
    List<Object> keysB = b.stream().map(key).toList();
    int left = 0;
    int right = 0;
    for (AbstractDelta<Object> delta : DiffUtils.diff(keysA, keysB).getDeltas()) {
      while (left < delta.getSource().getPosition()) {
        sink.same(a.get(left++), b.get(right++));
      }
      int leftEnd = left + delta.getSource().size();
      int rightEnd = right + delta.getTarget().size();
      sink.apart(a.subList(left, leftEnd), b.subList(right, rightEnd));
      left = leftEnd;
      right = rightEnd;
    }
    while (left < a.size()) {
      sink.same(a.get(left++), b.get(right++));
    }
  }
}
