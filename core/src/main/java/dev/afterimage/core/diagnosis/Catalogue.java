// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.Cause.Role.CHANGE;
import static dev.afterimage.core.diagnosis.Cause.Role.GENERIC;
import static dev.afterimage.core.diagnosis.Cause.Role.MECHANISM;

import dev.afterimage.core.diagnosis.cause.change.CodeChanged;
import dev.afterimage.core.diagnosis.cause.change.ConfigurationChanged;
import dev.afterimage.core.diagnosis.cause.dependency.DependencyFailure;
import dev.afterimage.core.diagnosis.cause.limits.ColdStorm;
import dev.afterimage.core.diagnosis.cause.limits.FunctionTimeout;
import dev.afterimage.core.diagnosis.cause.limits.InitTimeout;
import dev.afterimage.core.diagnosis.cause.limits.OutOfMemory;
import dev.afterimage.core.diagnosis.cause.limits.TaskTimeout;
import dev.afterimage.core.diagnosis.cause.network.FileSystemMount;
import dev.afterimage.core.diagnosis.cause.network.NoRoute;
import dev.afterimage.core.diagnosis.cause.process.StaleInitState;
import dev.afterimage.core.diagnosis.cause.runtime.HandledException;
import dev.afterimage.core.diagnosis.cause.runtime.ImportModule;
import dev.afterimage.core.diagnosis.cause.service.Throttles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The catalogue of causes: one entry each, in the order in which they are tested. */
public final class Catalogue {
  private static final List<CauseTest> TESTS =
      List.of(
          new FunctionTimeout(),
          new TaskTimeout(),
          new InitTimeout(),
          new OutOfMemory(),
          new ColdStorm(),
          new ImportModule(),
          Throttles.reserved(),
          Throttles.account(),
          new NoRoute(),
          new FileSystemMount(),
          new DependencyFailure(),
          new StaleInitState(),
          new CodeChanged(),
          new ConfigurationChanged(),
          new HandledException());

  private static final List<CauseTest> ENTRIES = entries();

  private Catalogue() {}

  /** Returns every entry: mechanisms first, then changes, then generic causes. */
  public static List<CauseTest> entries() {
    List<CauseTest> all = new ArrayList<>(TESTS);
    UntestedCauses.all().stream()
        .filter(cause -> TESTS.stream().noneMatch(t -> t.cause().id().equals(cause.id())))
        .map(Untested::new)
        .forEach(all::add);
    all.sort(Comparator.comparing(test -> order(test.cause().role())));
    return List.copyOf(all);
  }

  private static int order(Cause.Role role) {
    return List.of(MECHANISM, CHANGE, GENERIC).indexOf(role);
  }

  /** Returns an entry by its id. */
  public static Optional<Cause> find(String id) {
    return ENTRIES.stream().map(CauseTest::cause).filter(c -> c.id().equals(id)).findFirst();
  }
}
