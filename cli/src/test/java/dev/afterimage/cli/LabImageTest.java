// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cli.image.ImageAccess;
import dev.afterimage.cli.image.ImageContents;
import dev.afterimage.cli.image.ImageOpener;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.lab.cases.CaseWriter;
import dev.afterimage.lab.cases.Gatherer;
import dev.afterimage.lab.registry.Image;
import dev.afterimage.lab.registry.Registry;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.RawManifest;
import dev.afterimage.oci.source.ImageSources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab's own story, whose guard logs nothing, with the image that its registry keeps. */
class LabImageTest {
  private static final String REPOSITORY = "embedding-line-poll-docker-repo-4146688";

  @TempDir Path folder;

  private Registry registry;

  @BeforeEach
  void play() throws Exception {
    Staged staged = Scenarios.find("silent-guard").orElseThrow().play(7);
    registry = staged.world().platform().registry();
    new CaseWriter(ZoneOffset.UTC, true)
        .write(
            Gatherer.gather(staged.world().account(), staged.runs(), Set.of()),
            folder.resolve("case"));
  }

  private CaseFile.Examination examine(List<Path> paths) throws Exception {
    CaseFile file = CaseFile.open(paths);
    return file.examine(file.pair(), List.of());
  }

  private static Hypothesis staleState(CaseFile.Examination examination) {
    return examination.diagnosis().judged().judgement().of("stale-init-state").orElseThrow();
  }

  /** What a registry serves: manifests by digest, and blobs. */
  private BlobFetcher fetcher(Image image) {
    return new BlobFetcher() {
      @Override
      public RawManifest manifest(String reference) {
        return new RawManifest(image.manifest(), Optional.of(image.mediaType()));
      }

      @Override
      public InputStream blob(Descriptor descriptor, long offset) throws ImageException {
        byte[] blob =
            registry
                .blob(descriptor.digest().toString())
                .orElseThrow(() -> new ImageException("no blob " + descriptor.digest()));
        int from = (int) Math.min(offset, blob.length);
        return new ByteArrayInputStream(blob, from, blob.length - from);
      }

      @Override
      public void close() {}
    };
  }

  private ImageContents contents(ImageOpener opener) throws Exception {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new ImageContents(ImageAccess.of(environment), opener, "test");
  }

  private ImageOpener opener() {
    return (function, used) ->
        registry
            .byTag(REPOSITORY, "8fbaa10875b4")
            .filter(image -> used.digest().filter(image.digest()::equals).isPresent())
            .map(image -> ImageSources.fetched("lab", fetcher(image), image.digest()));
  }

  @Test
  void silentGuard_withoutItsImage_isSupported() throws Exception {
    Hypothesis found = staleState(examine(List.of(folder.resolve("case"))));

    assertThat(found.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void silentGuard_withTheImageOfTheRegistry_isConfirmedByTheLineOfCode() throws Exception {
    CaseFile.Examination first = examine(List.of(folder.resolve("case")));
    List<Path> added = contents(opener()).files(first);
    Hypothesis found = staleState(examine(List.of(folder.resolve("case"), added.get(0))));

    assertThat(found.verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(found.supporting())
        .anySatisfy(
            claim ->
                assertThat(claim.text())
                    .isEqualTo(
                        "timeout_guard.py:8 takes the clock at import: `STARTED_AT = time.time()`, and"
                            + " the function that raised uses it"));
  }

  @Test
  void registryThatHasNoSuchImage_addsNothing() throws Exception {
    CaseFile.Examination first = examine(List.of(folder.resolve("case")));
    ImageContents contents = contents((function, used) -> Optional.empty());

    assertThat(contents.files(first)).isEmpty();
    assertThat(contents.warnings()).isEmpty();
  }

  @Test
  void registryThatFails_isAWarning() throws Exception {
    CaseFile.Examination first = examine(List.of(folder.resolve("case")));
    ImageContents contents =
        contents(
            (function, used) -> {
              throw new ImageException("the repository is gone");
            });

    assertThat(contents.files(first)).isEmpty();
    assertThat(contents.warnings()).containsExactly("the repository is gone");
  }
}
