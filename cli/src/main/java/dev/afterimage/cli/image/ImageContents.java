// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.image;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.content.ContentReader;
import dev.afterimage.core.content.FailingText;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionImages.Verdict;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.source.ImageSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the files that tell what the images of two runs hold, where a case has none yet: the line
 * that raised, and what differs inside two images. Each is kept in the cache, by the digests and
 * the error it is about, and is then evidence as any other file.
 */
public final class ImageContents {
  private final ImageAccess access;
  private final ImageOpener opener;
  private final String version;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Makes a finder.
   *
   * @param version the tool's: another one may find more
   */
  public ImageContents(ImageAccess access, ImageOpener opener, String version) {
    this.access = requireNonNull(access, "access is null");
    this.opener = requireNonNull(opener, "opener is null");
    this.version = requireNonNull(version, "version is null");
  }

  /** Returns what could not be read: one sentence each. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the files that a case lacks, made as far as the images can be opened. */
  public List<Path> files(CaseFile.Examination examination) {
    List<Path> files = new ArrayList<>();
    Situation situation = examination.situation();
    if (situation.content().raised().isEmpty() && OwnError.isOwn(situation)) {
      source(situation).ifPresent(files::add);
    }
    if (situation.contentDifference().isEmpty()) {
      difference(situation).ifPresent(files::add);
    }
    return files;
  }

  private Optional<Path> source(Situation situation) {
    Optional<ImageInForce> used = one(ContentReader.imagesThatFailed(situation.pair()));
    String error = FailingText.of(situation.pair());
    if (used.isEmpty()) {
      return Optional.empty();
    }
    try (Opened opened = new Opened()) {
      Optional<Image> image = opened.open(situation.function().orElse(""), used.get());
      return image.isEmpty()
          ? Optional.empty()
          : Optional.of(
              kept(
                  "source",
                  identity(image.get()) + error,
                  () -> access.source(image.get(), error)));
    } catch (IOException e) {
      return failed(e);
    }
  }

  private Optional<Path> difference(Situation situation) {
    Optional<ImageInForce> usedA = one(ContentReader.imagesOfTheBaseline(situation.pair()));
    Optional<ImageInForce> usedB = one(ContentReader.imagesThatFailed(situation.pair()));
    if (usedA.isEmpty() || usedB.isEmpty() || !mayDiffer(situation, usedA.get(), usedB.get())) {
      return Optional.empty();
    }
    try (Opened opened = new Opened()) {
      String function = situation.function().orElse("");
      Optional<Image> a = opened.open(function, usedA.get());
      Optional<Image> b = a.isEmpty() ? a : opened.open(function, usedB.get());
      return b.isEmpty()
          ? Optional.empty()
          : Optional.of(
              kept(
                  "diff",
                  identity(a.get()) + identity(b.get()),
                  () -> access.difference(a.get(), b.get())));
    } catch (IOException e) {
      return failed(e);
    }
  }

  /**
   * A run that saw two images of a function is asked for the one that ran the failing step: one
   * pair for each comparison of runs.
   */
  private static boolean mayDiffer(Situation situation, ImageInForce a, ImageInForce b) {
    boolean differ =
        situation
            .function()
            .flatMap(situation.provenance()::of)
            .map(FunctionImages::verdict)
            .filter(v -> v == Verdict.DIFFERENT || v == Verdict.MIXED)
            .isPresent();
    return differ && !a.digest().equals(b.digest());
  }

  private Optional<Path> failed(IOException e) {
    warnings.add(String.valueOf(e.getMessage()));
    return Optional.empty();
  }

  private static Optional<ImageInForce> one(List<ImageInForce> images) {
    return images.size() == 1 && images.get(0).digest().isPresent()
        ? Optional.of(images.get(0))
        : Optional.empty();
  }

  /** What an image says of itself; an archive knows no digest of a manifest. */
  private static String identity(Image image) {
    Image.Identity identity = image.identity();
    return identity.manifest().map(Digest::toString).orElse("-")
        + "\n"
        + identity.index().map(Digest::toString).orElse("-")
        + "\n"
        + identity.config()
        + "\n";
  }

  /** Images that stay open as long as their layers are read. */
  private final class Opened implements Closeable {
    private final List<ImageSource> sources = new ArrayList<>();

    /** Under its digest, so that the answer says the same wherever the image lies. */
    Optional<Image> open(String function, ImageInForce used) throws IOException {
      Optional<ImageSource> source = opener.open(function, used);
      if (source.isEmpty()) {
        return Optional.empty();
      }
      sources.add(source.get());
      Image image = source.get().image(Optional.empty());
      return Optional.of(image.named(used.digest().orElse("")));
    }

    @Override
    public void close() throws IOException {
      for (ImageSource source : sources) {
        source.close();
      }
    }
  }

  /** What is asked of images. */
  private interface Question {
    String answer() throws IOException;
  }

  private Path kept(String kind, String about, Question question) throws IOException {
    String key = FailingText.sha256(version + "\n" + about).substring(0, 24);
    Path file = access.answers().resolve(kind + "-" + key + ".json");
    if (!Files.isRegularFile(file)) {
      write(access.answers(), file, question.answer());
    }
    return file;
  }

  /** The file appears whole or not at all: another process may look for it. */
  private static void write(Path folder, Path file, String text) throws IOException {
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "draft", ".tmp");
    Files.writeString(draft, text, StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
