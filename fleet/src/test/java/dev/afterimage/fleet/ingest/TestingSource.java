// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A live account whose pages are folders that are there. */
final class TestingSource implements RunSource {
  private final List<Path> folders;
  private int asked;

  TestingSource(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  int asked() {
    return asked;
  }

  @Override
  public String id() {
    return "testing";
  }

  @Override
  public Optional<Page> next(Optional<String> from) {
    int number = from.map(Integer::parseInt).orElse(0);
    asked++;
    return Optional.of(
        new Page(
            folders.get(number),
            number + 1L,
            number + 1L,
            "every run",
            number + 1 < folders.size()
                ? Optional.of(Integer.toString(number + 1))
                : Optional.empty()));
  }

  @Override
  public void close() {}
}
