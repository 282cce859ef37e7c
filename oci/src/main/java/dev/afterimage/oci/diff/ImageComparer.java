// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.layer.LayerIndexer;
import dev.afterimage.oci.pack.InstalledPackage;
import dev.afterimage.oci.pack.Owners;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Squash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two images: digests first, then configurations, then what their layers hold. */
public final class ImageComparer {
  private final LayerIndexer indexer;

  public ImageComparer(LayerIndexer indexer) {
    this.indexer = requireNonNull(indexer, "indexer is null");
  }

  /**
   * Compares two images. Layers are read only where digests do not decide, each once.
   *
   * @throws ImageException where a layer is damaged or hostile
   */
  public ImageDiff compare(Image a, Image b) throws IOException {
    ImageDiff.Pair images = new ImageDiff.Pair(a, b);
    List<HistoryRow> history = LayerAligner.history(a, b);
    Optional<Verdict> decided = Judgement.byDigest(a, b);
    if (decided.isPresent()) {
      ImageTree left = new ImageTree(a, Map.of());
      ImageTree right = new ImageTree(b, Map.of());
      return new ImageDiff(
          images,
          decided.get(),
          List.of(),
          new ImageDiff.Structure(LayerAligner.layers(left, right), history),
          ContentDiff.NONE,
          new ImageDiff.Remarks(List.of(), List.of()));
    }
    Map<Digest, LayerIndex> indexes =
        indexer.index(Stream.concat(a.layers().stream(), b.layers().stream()).toList());
    try {
      return compare(new ImageTree(a, indexes), new ImageTree(b, indexes), history);
    } catch (OutOfMemoryError e) {
      throw new ImageException(
          "the images hold more than fits into the memory of this process; no real image does"
              + " that, but AFTERIMAGE_HEAP=2g gives more",
          e);
    }
  }

  private static ImageDiff compare(ImageTree a, ImageTree b, List<HistoryRow> history)
      throws IOException {
    boolean complete = absent(a.image()).equals(absent(b.image()));
    List<Gap> gaps = new ArrayList<>(unread("A", a.image(), complete));
    if (!complete) {
      gaps.addAll(unread("B", b.image(), false));
    }
    gaps.addAll(cutHistory(a.image(), b.image()));
    gaps.addAll(a.image().notes());
    b.image().notes().stream().filter(note -> !gaps.contains(note)).forEach(gaps::add);
    ImageDiff.Pair images = new ImageDiff.Pair(a.image(), b.image());
    ContentDiff content = complete ? content(a, b, gaps) : ContentDiff.NONE;
    List<ConfigChange> config = ConfigDiffer.compare(a.image().config(), b.image().config());
    List<LayerRow> layers = LayerAligner.layers(a, b);
    Verdict verdict =
        Judgement.of(images, new Judgement.Evidence(config, layers, content, complete));
    return new ImageDiff(
        images,
        verdict,
        config,
        new ImageDiff.Structure(layers, history),
        content,
        new ImageDiff.Remarks(Findings.of(a, b, content.files()), gaps));
  }

  private static List<Digest> absent(Image image) {
    return image.layers().stream()
        .filter(layer -> layer.absent().isPresent())
        .map(Layer::diffId)
        .toList();
  }

  private static List<Gap> cutHistory(Image a, Image b) {
    int lines = Math.max(a.config().history().size(), b.config().history().size());
    return lines <= LayerAligner.MOST_LINES
        ? List.of()
        : List.of(
            Gap.of(
                "the history",
                "it has " + lines + " lines",
                "only the first " + LayerAligner.MOST_LINES + " are compared"));
  }

  /** A layer that only one image has and that cannot be read leaves the files unknown. */
  private static List<Gap> unread(String which, Image image, boolean inBoth) {
    String effect =
        inBoth
            ? "both images have it, its files are taken as the same"
            : "the files of the two images are not compared";
    List<Gap> gaps = new ArrayList<>();
    for (Layer layer : image.layers()) {
      String what = layer.label() + " of image " + which;
      layer.absent().ifPresent(why -> gaps.add(Gap.of(what, why, effect)));
    }
    return gaps;
  }

  private static ContentDiff content(ImageTree a, ImageTree b, List<Gap> gaps) throws IOException {
    FileDiffer.Result found = FileDiffer.compare(a, b);
    List<PackageChange> packages = new PackageDiffer(gaps).compare(a, b, found.files());
    Set<String> changed =
        packages.stream().map(p -> p.ecosystem() + " " + p.name()).collect(Collectors.toSet());
    Owned owned = new Owned(owners(a, b, found.files(), gaps), changed);
    List<FileDiffer.Found> attributed = attributed(a, b, found.files(), owned);
    if (found.unlisted() > 0) {
      gaps.add(
          Gap.of(
              "the list of files",
              "more than " + FileDiffer.MOST_LISTED + " files differ",
              found.unlisted() + " further files differ and are not listed"));
    }
    return new ContentDiff(
        packages,
        attributed.stream().map(FileDiffer.Found::change).toList(),
        TextDiffer.compare(a, b, attributed),
        found.timesOnly(),
        found.unlisted());
  }

  /** The owners of files, by path, and the names of the packages whose version differs. */
  private record Owned(Map<String, InstalledPackage> owners, Set<String> changed) {
    Optional<InstalledPackage> owner(String path) {
      return Optional.ofNullable(owners.get(path));
    }

    boolean isChanged(InstalledPackage owner) {
      return changed.contains(owner.ecosystem() + " " + owner.name());
    }
  }

  /** The owner in image B holds where both have one. */
  private static Map<String, InstalledPackage> owners(
      ImageTree a, ImageTree b, List<FileDiffer.Found> files, List<Gap> gaps) throws IOException {
    Set<Gap> unread = new LinkedHashSet<>();
    Map<String, InstalledPackage> owners =
        new HashMap<>(Owners.find(a, paths(files, Relation.ADDED), unread::add));
    owners.putAll(Owners.find(b, paths(files, Relation.REMOVED), unread::add));
    gaps.addAll(unread);
    return owners;
  }

  private static List<FileDiffer.Found> attributed(
      ImageTree a, ImageTree b, List<FileDiffer.Found> files, Owned owned) {
    List<FileDiffer.Found> attributed = new ArrayList<>();
    for (FileDiffer.Found file : files) {
      Optional<InstalledPackage> owner = owned.owner(file.change().path());
      FileChange.Origin origin =
          new FileChange.Origin(
              owner, owner.filter(owned::isChanged).isPresent(), hiddenBy(a, b, file.change()));
      attributed.add(new FileDiffer.Found(file.change().with(origin), file.a(), file.b()));
    }
    return attributed;
  }

  private static Set<String> paths(List<FileDiffer.Found> files, Relation but) {
    return files.stream()
        .map(FileDiffer.Found::change)
        .filter(change -> change.relation() != but)
        .map(FileChange::path)
        .collect(Collectors.toSet());
  }

  private static Optional<Integer> hiddenBy(ImageTree a, ImageTree b, FileChange change) {
    if (change.relation() == Relation.CHANGED) {
      return Optional.empty();
    }
    ImageTree lacking = change.relation() == Relation.REMOVED ? b : a;
    return lacking.squash().hiddenBy(Squash.split(change.path()));
  }
}
