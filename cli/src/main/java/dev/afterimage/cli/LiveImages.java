// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.Access;
import dev.afterimage.aws.casefile.CaseAdditions;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.casefile.CaseGap;
import dev.afterimage.aws.image.EcrBlobs;
import dev.afterimage.aws.image.EcrException;
import dev.afterimage.aws.image.EcrRepository;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.cli.image.ImageOpener;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.RawManifest;
import dev.afterimage.oci.source.ImageSource;
import dev.afterimage.oci.source.ImageSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The images of a case that was just collected, read from ECR with the credentials that the case
 * was collected with. What is found in them goes into the case, and so does what was denied.
 */
final class LiveImages implements ImageOpener {
  private static final String FOLDER = "images/";

  private final Path place;
  private final List<Access> accesses;
  private final Redactor redactor;
  private final List<CaseGap> gaps = new ArrayList<>();
  private long left;

  LiveImages(Path place, List<Access> accesses, Redactor redactor) {
    this.place = requireNonNull(place, "place is null");
    this.accesses = List.copyOf(accesses);
    this.redactor = requireNonNull(redactor, "redactor is null");
  }

  /** Lets that many bytes of layers be read, and no more. */
  LiveImages upTo(long bytes) {
    left = bytes;
    return this;
  }

  @Override
  public Optional<ImageSource> open(String function, ImageInForce image) {
    return image
        .description()
        .uri()
        .flatMap(EcrRepository::parse)
        .flatMap(
            named ->
                image
                    .digest()
                    .map(
                        digest ->
                            ImageSources.fetched(
                                named.repository().name() + "@" + digest,
                                new Fetcher(named.repository(), function),
                                digest)));
  }

  /** Puts into the case what was found in images, and what was not. */
  void keep(Collection<Path> files) throws CommandException {
    Map<String, String> texts = new TreeMap<>();
    try {
      for (Path file : files) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        texts.put(FOLDER + file.getFileName(), redactor.redact(text));
      }
      CaseAdditions.add(place, texts, gaps);
    } catch (IOException | CaseException e) {
      throw new CommandException(
          ExitStatus.OTHER, "cannot write the case to " + place + ": " + e.getMessage());
    }
  }

  /** Whether anything was denied or too large. */
  boolean hasGaps() {
    return !gaps.isEmpty();
  }

  /** One repository, through each access until one of them is let in. */
  private final class Fetcher implements BlobFetcher {
    private final EcrRepository repository;
    private final String function;
    private final List<EcrBlobs> ways = new ArrayList<>();

    Fetcher(EcrRepository repository, String function) {
      this.repository = repository;
      this.function = function;
      accesses.forEach(access -> ways.add(new EcrBlobs(repository, access)));
    }

    @Override
    public RawManifest manifest(String reference) throws IOException {
      while (true) {
        try {
          EcrBlobs.Manifest manifest = ways.get(0).manifest(reference);
          return new RawManifest(manifest.text(), manifest.mediaType());
        } catch (IOException e) {
          if (ways.size() == 1) {
            throw missing(e);
          }
          ways.remove(0).close();
        }
      }
    }

    @Override
    public InputStream blob(Descriptor descriptor, long offset) throws IOException {
      if (offset == 0) {
        if (descriptor.size() > left) {
          throw missing(
              new IOException(
                  "layer "
                      + descriptor.digest()
                      + " has "
                      + ByteCount.text(descriptor.size())
                      + ", more than is left of --max-image-bytes; name a larger number"));
        }
        left -= descriptor.size();
      }
      try {
        return ways.get(0).blob(descriptor.digest().toString(), offset);
      } catch (EcrException e) {
        throw missing(e);
      }
    }

    private IOException missing(IOException e) {
      Optional<String> action =
          e instanceof EcrException refused ? refused.iamAction() : Optional.empty();
      gaps.add(
          new CaseGap(
              "the image of " + function + " in " + repository.name(),
              redactor.redact(String.valueOf(e.getMessage())),
              action));
      return e;
    }

    @Override
    public void close() {
      ways.forEach(EcrBlobs::close);
    }
  }
}
