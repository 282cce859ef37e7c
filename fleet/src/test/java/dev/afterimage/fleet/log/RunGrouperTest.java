// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunGrouperTest {
  @TempDir private Path folder;
  private final List<OpenRun> runs = new ArrayList<>();

  private static VendedEvent event(String run, int id, String type) {
    return TestingSink.read(
            "{\"id\":\"%d\",\"type\":\"%s\",\"previous_event_id\":\"0\",\"event_timestamp\":\"%d\",\"execution_arn\":\"arn:aws:states:r:1:execution:m:%s\"}"
                .formatted(id, type, 1_668_095_539_000L + id, run))
        .events
        .get(0);
  }

  private RunGrouper grouper(long held) {
    return new RunGrouper(folder.resolve("spill"), held, runs::add);
  }

  private static String finish(RunGrouper grouper) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EventLines kept = new EventLines(bytes)) {
      grouper.finish(kept);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void succeededRun_leavesAtItsLastEvent_inAnyOrder() {
    RunGrouper grouper = grouper(1 << 20);
    grouper.add(event("a", 3, "ExecutionSucceeded"));
    grouper.add(event("a", 1, "ExecutionStarted"));
    assertThat(runs).isEmpty();

    grouper.add(event("a", 2, "PassStateEntered"));

    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).events()).hasSize(3);
  }

  @Test
  void failedRun_waitsForARedrive_andIsKept() throws IOException {
    RunGrouper grouper = grouper(1 << 20);
    grouper.add(event("a", 1, "ExecutionStarted"));
    grouper.add(event("a", 2, "ExecutionFailed"));
    assertThat(runs).isEmpty();

    assertThat(finish(grouper)).contains("ExecutionFailed");
    assertThat(runs).hasSize(1);
  }

  @Test
  void unfinishedRun_isKept_andASucceededOneIsNot() throws IOException {
    RunGrouper grouper = grouper(1 << 20);
    grouper.add(event("a", 1, "ExecutionStarted"));
    grouper.add(event("b", 1, "ExecutionStarted"));
    grouper.add(event("b", 2, "ExecutionSucceeded"));

    assertThat(finish(grouper).lines()).hasSize(1).allMatch(line -> line.contains("m:a"));
  }

  @Test
  void moreThanTheMemoryHolds_isGroupedOnDisk() throws IOException {
    RunGrouper grouper = grouper(5_000);
    for (int id = 1; id <= 3; id++) {
      for (int run = 0; run < 200; run++) {
        String type =
            id == 1 ? "ExecutionStarted" : id == 2 ? "PassStateEntered" : "ExecutionSucceeded";
        grouper.add(event("run" + run, id, type));
      }
    }

    String kept = finish(grouper);

    assertThat(runs).hasSize(200).allMatch(run -> run.events().size() == 3 && run.isComplete());
    assertThat(kept).isEmpty();
    assertThat(folder.resolve("spill")).isEmptyDirectory();
  }

  @Test
  void eventReadTwice_isNoOtherEvent() {
    RunGrouper grouper = grouper(1 << 20);
    grouper.add(event("a", 1, "ExecutionStarted"));
    grouper.add(event("a", 1, "ExecutionStarted"));
    grouper.add(event("a", 2, "ExecutionSucceeded"));

    assertThat(runs).hasSize(1);
  }

  @Test
  void keptEventsAlone_areNotFresh() throws IOException {
    RunGrouper grouper = grouper(1 << 20);
    grouper.addKept(event("a", 1, "ExecutionStarted"));
    finish(grouper);

    assertThat(runs).hasSize(1).noneMatch(OpenRun::isFresh);
  }
}
