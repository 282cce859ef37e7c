// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.FunctionName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which code functions had at which time, as far as the evidence of a case tells. */
public final class ImageHistory {
  private final FunctionStates states;
  private final Trail trail;
  private final Registry registry;
  private final ImageResolver resolver;

  private ImageHistory(Evidence evidence) {
    this.trail = Trail.of(evidence);
    this.states = FunctionStates.of(evidence, trail);
    this.registry = Registry.of(evidence, trail);
    this.resolver =
        new ImageResolver(
            states, trail, new AliasStates(evidence, trail), registry, new Retention(evidence));
  }

  /** Reads the history of the functions of a case. */
  public static ImageHistory of(Evidence evidence) {
    return new ImageHistory(evidence);
  }

  /**
   * Returns the image that a call of a function would have run at a moment: one entry, or one for
   * each that it may have been. A version runs its own, an alias the versions it led to then, and a
   * name alone what was not published.
   */
  public List<ImageInForce> at(FunctionName function, Instant moment) {
    requireNonNull(moment, "moment is null");
    return resolver.resolve(Usage.at(function, moment));
  }

  /** Returns the images that a run saw of a function. */
  List<ImageInForce> of(Usage usage) {
    return resolver.resolve(usage);
  }

  /** Returns the states of functions that answers and CloudTrail show. */
  public FunctionStates states() {
    return states;
  }

  /** Returns what CloudTrail shows. */
  public Trail trail() {
    return trail;
  }

  /** Returns what the registry shows. */
  public Registry registry() {
    return registry;
  }

  /** Returns the names of the functions that the evidence speaks of. */
  public List<String> functions() {
    Set<String> names = new TreeSet<>(states.functions());
    trail.events().forEach(event -> event.function().ifPresent(names::add));
    return List.copyOf(names);
  }
}
