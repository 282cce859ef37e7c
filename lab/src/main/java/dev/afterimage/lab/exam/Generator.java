// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import dev.afterimage.lab.cases.CaseWriter;
import dev.afterimage.lab.cases.Gatherer;
import dev.afterimage.lab.cases.Gathering;
import dev.afterimage.lab.fault.Fault;
import dev.afterimage.lab.fault.Faults;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes cases with their labels: {@code 0001/case/…} and {@code 0001/truth.json}. */
public final class Generator {
  private static final int MOST_TRIES = 60;
  private static final List<String> ZONES =
      List.of("UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "America/New_York");

  private Generator() {}

  /**
   * Writes cases. The same seed and options give the same files, byte for byte.
   *
   * @param cases how many
   * @param folder where to; it is made
   */
  public static void generate(int cases, long seed, Path folder, Options options)
      throws IOException {
    Files.createDirectories(folder);
    List<Fault> faults = order(seed, options);
    try {
      IntStream.range(0, cases)
          .parallel()
          .forEach(i -> writeUnchecked(i, seed, folder, new Wanted(faults, options)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record Wanted(List<Fault> faults, Options options) {}

  /** Every cause comes equally often, in an order that says nothing. */
  private static List<Fault> order(long seed, Options options) {
    List<Fault> wanted =
        Faults.all().stream()
            .filter(fault -> options.only().isEmpty() || options.only().contains(fault.id()))
            .toList();
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("no cause is called " + options.only());
    }
    return new Randoms(seed).stream("order").some(wanted, wanted.size());
  }

  private static void writeUnchecked(int index, long seed, Path folder, Wanted wanted) {
    try {
      write(index, seed, folder, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("case " + index + " cannot be written", e);
    }
  }

  private static void write(int index, long seed, Path folder, Wanted wanted) throws IOException {
    Randoms randoms = new Randoms(seed).within("case/" + index);
    Fault fault = wanted.faults().get(index % wanted.faults().size());
    Act act = stage(fault, randoms, wanted.options());
    RandomStream random = randoms.stream("writer");
    Gathering gathering =
        Gatherer.gather(
            act.staged().world().account(), act.staged().runs(), wanted.options().missing());
    Path place = folder.resolve("%04d".formatted(index + 1));
    Files.createDirectories(place);
    new CaseWriter(ZoneId.of(random.pick(ZONES)), random.chance(0.85))
        .write(gathering, place.resolve("case"));
    Files.writeString(place.resolve("truth.json"), act.truth().describe().toPrettyString() + "\n");
  }

  /**
   * Lets a fault strike, as often as it takes until the runs end as its label needs them to.
   *
   * @throws IllegalStateException where they never do
   */
  static Act stage(Fault fault, Randoms randoms, Options options) {
    for (int i = 0; i < MOST_TRIES; i++) {
      long seed = randoms.within("try/" + i).seed();
      Director director = new Director(seed, options.hasRandomWords());
      Optional<Act> act = options.isHealthy() ? director.playHealthy() : director.play(fault);
      if (act.isPresent()) {
        return act.get();
      }
    }
    throw new IllegalStateException(
        "the runs never end as a case of " + fault.id() + " needs them to");
  }
}
