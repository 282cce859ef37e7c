// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.TestingAsker;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.fault.Fault;
import dev.afterimage.lab.fault.Faults;
import dev.afterimage.lab.fault.Truth;
import dev.afterimage.lab.sim.Randoms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault strikes, its label is one of the catalogue's, and the history is one that AWS writes.
 */
class FaultsTest {
  private static final Set<String> IDS =
      Faults.all().stream().map(Fault::id).collect(Collectors.toSet());

  static Stream<Fault> faults() {
    return Faults.all().stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_endsTheRunAsItsLabelSays(Fault fault) {
    Act act = Generator.stage(fault, new Randoms(41), Options.USUAL);
    Account account = act.staged().world().account();
    List<String> runs = act.staged().runs();

    assertLabel(act.truth());
    for (String run : runs) {
      assertHistory(TestingAsker.history(account, run));
    }
    if (runs.size() > 1) {
      assertThat(status(account, runs.get(runs.size() - 2))).isEqualTo("SUCCEEDED");
    }
  }

  private static void assertLabel(Truth truth) {
    assertThat(truth.id()).isIn(IDS);
    assertThat(truth.chain()).startsWith(truth.id()).isSubsetOf(IDS).doesNotHaveDuplicates();
    assertThat(truth.accept()).isSubsetOf(IDS).doesNotContain(truth.id());
  }

  private static void assertHistory(List<JsonNode> events) {
    assertThat(events.get(0).path("type").asText()).isEqualTo("ExecutionStarted");
    double time = 0;
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      assertThat(event.path("id").asLong()).isEqualTo(i + 1);
      assertThat(event.path("previousEventId").asLong()).isBetween(0L, (long) i);
      assertThat(event.path("timestamp").asDouble()).isGreaterThanOrEqualTo(time);
      time = event.path("timestamp").asDouble();
    }
    assertThat(events.get(events.size() - 1).path("type").asText()).startsWith("Execution");
  }

  private static String status(Account account, String run) {
    return TestingAsker.execution(account, run).path("status").asText();
  }

  @Test
  void failFast_isTheLastLink_whereAMapFellWithItsFirstItem() {
    Fault fault = Faults.find("stale-init-state").orElseThrow();
    Act act = Generator.stage(fault, new Randoms(41), Options.USUAL);

    assertThat(act.truth().chain())
        .containsExactly("stale-init-state", "handled-exception", "map-failfast");
  }

  @Test
  void healthy_hasNoLabel_andBothRunsSucceed() {
    Options healthy = new Options(false, Set.of(), true, List.of());
    Act act = Generator.stage(Faults.all().get(0), new Randoms(41), healthy);

    assertThat(act.truth().describe().path("id").isNull()).isTrue();
    assertThat(act.truth().chain()).isEmpty();
    for (String run : act.staged().runs()) {
      assertThat(status(act.staged().world().account(), run)).isEqualTo("SUCCEEDED");
    }
  }
}
