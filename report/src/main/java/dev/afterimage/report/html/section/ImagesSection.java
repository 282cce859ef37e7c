// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.OpenProof;
import dev.afterimage.report.ContentStory;
import dev.afterimage.report.Names;
import dev.afterimage.report.OpenImages;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/** What each function ran in both runs, how well that is proved, and how it came there. */
public record ImagesSection(List<Card> functions) {

  /** One function; the moments are those of its code, in time. */
  public record Card(
      String function,
      String type,
      Verdict verdict,
      List<Image> images,
      Inside inside,
      List<ProvenanceMoments.Moment> moments) {}

  /**
   * What differs inside the two images.
   *
   * @param text what the comparison came to; empty where they were not looked into
   * @param more how many further differences there are
   */
  public record Inside(String text, List<Difference> differences, int more, List<RefLink> refs) {
    private static final Inside UNKNOWN = new Inside("", List.of(), 0, List.of());

    /** Whether the images were looked into. */
    public boolean isKnown() {
      return !text.isEmpty();
    }
  }

  /** One difference inside two images. */
  public record Difference(String text, boolean onTrace, List<RefLink> refs) {}

  /** Whether the code is the same, and why. */
  public record Verdict(String name, String text, String because, List<RefLink> refs) {}

  /** What a function ran in one run, or in both. */
  public record Image(List<String> sides, String digest, Description description, Proof proof) {}

  /** What the registry says of an image. */
  public record Description(String uri, String pushedAt, List<String> tags, String version) {}

  /** How well it is proved. */
  public record Proof(String grade, String because, Open open, List<RefLink> refs) {}

  /**
   * What the proof leaves open.
   *
   * @param alternatives other digests that may have run instead
   * @param calls what would prove more
   */
  public record Open(List<String> alternatives, List<Call> calls) {
    private static final Open NOTHING = new Open(List.of(), List.of());

    /** Whether there is anything to say. */
    public boolean isAny() {
      return !alternatives.isEmpty() || !calls.isEmpty();
    }
  }

  /** A call of the AWS CLI that would prove more, and the permission it needs. */
  public record Call(String text, String command, String iamAction) {}

  /** Makes the section. */
  public static ImagesSection of(Subject subject) {
    return new ImagesSection(
        subject.story().functions().stream().map(images -> card(images, subject)).toList());
  }

  private static Card card(FunctionImages images, Subject subject) {
    List<Image> all = new ArrayList<>();
    if (images.a().equals(images.b())) {
      all.addAll(images(List.of("A", "B"), images.b(), images.function(), subject));
    } else {
      all.addAll(images(List.of("A"), images.a(), images.function(), subject));
      all.addAll(images(List.of("B"), images.b(), images.function(), subject));
    }
    return new Card(
        Safe.line(images.function()),
        images.type().map(type -> Names.of(type)).orElse("unknown"),
        new Verdict(
            Names.of(images.verdict()),
            text(images.verdict()),
            Safe.line(images.proof().text()),
            subject.links(images.proof().evidence())),
        all,
        subject
            .diagnosis()
            .judged()
            .content()
            .of(images.function())
            .map(difference -> inside(difference, subject))
            .orElse(Inside.UNKNOWN),
        ProvenanceMoments.of(images, subject));
  }

  private static Inside inside(ContentDifference difference, Subject subject) {
    return new Inside(
        Safe.line(ContentStory.verdict(difference)),
        ContentStory.items(difference).stream()
            .map(
                item ->
                    new Difference(
                        Safe.line(ContentStory.text(item)),
                        item.kind() == ContentDifference.Kind.FILE_ON_TRACE,
                        subject.links(List.of(item.ref()))))
            .toList(),
        ContentStory.more(difference),
        subject.links(List.of(difference.ref())));
  }

  private static String text(FunctionImages.Verdict verdict) {
    return switch (verdict) {
      case SAME -> "same code";
      case DIFFERENT -> "different code";
      case MIXED -> "two codes in one run";
      case ONLY_A -> "called by A only";
      case ONLY_B -> "called by B only";
      case NOT_APPLICABLE -> "not applicable";
      case UNKNOWN -> "not known";
    };
  }

  private static List<Image> images(
      List<String> sides, List<ImageInForce> images, String function, Subject subject) {
    return images.stream()
        .map(image -> image(sides, image, open(image, images, function, subject), subject))
        .toList();
  }

  private static Open open(
      ImageInForce image, List<ImageInForce> side, String function, Subject subject) {
    if (image.proof().grade() == ImageInForce.Grade.PROVED) {
      return Open.NOTHING;
    }
    OpenProof open =
        OpenProof.of(subject.diagnosis().provenance().history(), function, image, side);
    return new Open(
        open.alternatives().stream().map(Safe::line).toList(),
        open.calls().stream()
            .map(
                call ->
                    new Call(
                        Safe.line(call.text()),
                        Safe.line(OpenImages.command(call)),
                        Safe.line(call.iamAction())))
            .toList());
  }

  private static Image image(List<String> sides, ImageInForce image, Open open, Subject subject) {
    ImageInForce.Description description = image.description();
    return new Image(
        sides,
        Safe.line(image.digest().orElse("not known")),
        new Description(
            Safe.line(description.uri().orElse("not known")),
            description.pushedAt().map(subject.story()::moment).orElse("not known"),
            description.tags().stream().map(Safe::line).toList(),
            Safe.line(image.version())),
        new Proof(
            Names.of(image.proof().grade()),
            Safe.line(image.proof().because()),
            open,
            subject.links(image.proof().evidence())));
  }
}
