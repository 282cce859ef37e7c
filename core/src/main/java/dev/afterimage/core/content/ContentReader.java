// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a case holds of the content of images, and ties it to the two runs by digest. */
public final class ContentReader {
  private static final String SOURCE = "source/1";
  private static final String DIFF = "afterimage/image-diff/1";

  private final Pair pair;
  private final ImageTie tie;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ContentReader(Pair pair) {
    this.pair = pair;
    this.tie = new ImageTie(pair.provenance().history().registry());
  }

  /** Returns what is known of the content of the images of two runs. */
  public static ImageContent read(Pair pair) {
    ContentReader reader = new ContentReader(pair);
    Optional<RaisedLine> raised = reader.raised();
    List<ContentDifference> differences = reader.differences(raised);
    return new ImageContent(raised, differences, reader.gaps, reader.warnings);
  }

  private Optional<RaisedLine> raised() {
    List<RaisedLine> lines = new ArrayList<>();
    for (EvidenceRecord record : pair.evidence().records(Kind.RAISED_SOURCE)) {
      if (record.text("afterimage").filter(SOURCE::equals).isEmpty()) {
        notUsed(record, "it is of another version than " + SOURCE);
      } else {
        raised(record).ifPresent(lines::add);
      }
    }
    return lines.stream().findFirst();
  }

  private Optional<RaisedLine> raised(EvidenceRecord record) {
    if (pair.failure().isEmpty()) {
      notUsed(record, "the run did not fail");
      return Optional.empty();
    }
    Optional<ImageInForce> image = tie.find(record.get("image"), imagesThatFailed(pair));
    if (image.isEmpty()) {
      notUsed(record, "its image is not the one that the failing function is known to have run");
      return Optional.empty();
    }
    if (!tellsOfTheFailure(record, pair.failure().get().origin())) {
      notUsed(record, "the error that it was made for is not the failure's");
      return Optional.empty();
    }
    Optional<RaisedLine> line = SourceJson.read(record, image.get());
    if (line.isEmpty()) {
      gaps.add(
          Gap.of(
              "the line that raised",
              "no source in the image of the failing function fits the error",
              "what the code does there is unknown"));
    }
    return line;
  }

  /** A search by the failure's own text names its hash; what people search by may be shorter. */
  private boolean tellsOfTheFailure(EvidenceRecord record, Failure.Leaf origin) {
    String own = FailingText.sha256(FailingText.of(pair));
    return record.text("errorSha256").filter(own::equals).isPresent()
        || FailingText.tells(record.text("error").orElse(""), origin);
  }

  /**
   * Returns the images that the failing step ran, or may have run: of several in one run those that
   * are known to have served it, else all of them.
   */
  public static List<ImageInForce> imagesThatFailed(Pair pair) {
    return images(pair, FunctionImages::b);
  }

  /**
   * Returns the images that the baseline ran, or may have run, where the other run failed: of
   * several those that are known to have served the same step, else all of them.
   */
  public static List<ImageInForce> imagesOfTheBaseline(Pair pair) {
    return images(pair, FunctionImages::a);
  }

  private static List<ImageInForce> images(
      Pair pair, Function<FunctionImages, List<ImageInForce>> side) {
    List<ImageInForce> all =
        pair.failingFunction().flatMap(pair.provenance()::of).map(side).orElse(List.of());
    String path = pair.failure().map(failure -> failure.origin().path()).orElse("");
    List<ImageInForce> there =
        all.stream().filter(image -> image.uses().steps().contains(path)).toList();
    return there.isEmpty() ? all : there;
  }

  private List<ContentDifference> differences(Optional<RaisedLine> raised) {
    List<String> files = new ArrayList<>(FailingText.files(FailingText.of(pair)));
    raised.map(line -> line.place().path()).ifPresent(files::add);
    List<ContentDifference> differences = new ArrayList<>();
    for (EvidenceRecord record : pair.evidence().records(Kind.IMAGE_DIFF)) {
      if (record.text("schema").filter(DIFF::equals).isEmpty()) {
        notUsed(record, "it is of another version than " + DIFF);
        continue;
      }
      List<FunctionImages> functions =
          pair.provenance().functions().stream().filter(f -> isOf(record, f)).toList();
      if (functions.isEmpty()) {
        notUsed(record, "its images are not those that a function ran in the two runs");
      }
      for (FunctionImages function : functions) {
        boolean failing = pair.failingFunction().filter(function.function()::equals).isPresent();
        DiffJson json = new DiffJson(function.function(), failing ? files : List.of());
        differences.add(json.read(record));
      }
    }
    return differences;
  }

  /** Of several images that the failing function ran, those count that ran the failing step. */
  private boolean isOf(EvidenceRecord record, FunctionImages function) {
    boolean failing = pair.failingFunction().filter(function.function()::equals).isPresent();
    return isOf(record.get("a"), failing ? imagesOfTheBaseline(pair) : function.a())
        && isOf(record.get("b"), failing ? imagesThatFailed(pair) : function.b());
  }

  private boolean isOf(JsonNode named, List<ImageInForce> images) {
    return images.size() == 1 && tie.find(named, images).isPresent();
  }

  private void notUsed(EvidenceRecord record, String why) {
    warnings.add(record.ref().file() + " is not used: " + why);
  }
}
