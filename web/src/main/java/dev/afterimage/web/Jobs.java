// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.core.evidence.EvidenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Collections that run while the page is open. */
final class Jobs {
  private final CaseFolder folder;
  private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger(1);

  Jobs(CaseFolder folder) {
    this.folder = folder;
  }

  /** One collection: the runs asked for, the lines of its progress, and how it ended. */
  static final class Job {
    private final List<String> runs;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile End end = End.NONE;

    private Job(List<String> runs) {
      this.runs = List.copyOf(runs);
    }

    List<String> runs() {
      return runs;
    }

    List<String> lines() {
      return lines;
    }

    End end() {
      return end;
    }
  }

  /**
   * How a collection ended.
   *
   * @param state {@code done}, {@code failed}, or nothing while it runs
   * @param problem why it failed
   * @param next the address of the report of what was collected
   */
  record End(String state, String problem, String next) {
    static final End NONE = new End("", "", "");

    private static End failed(@org.jspecify.annotations.Nullable String problem) {
      return new End("failed", String.valueOf(problem), "");
    }
  }

  int start(WebPorts.Collector collector, List<String> runs) {
    int number = next.getAndIncrement();
    Job job = new Job(runs);
    jobs.put(number, job);
    Thread thread = new Thread(() -> run(job, collector), "collect-" + number);
    thread.setDaemon(true);
    thread.start();
    return number;
  }

  private void run(Job job, WebPorts.Collector collector) {
    End end = End.failed("collecting broke off; see the terminal that runs serve");
    try {
      WebPorts.Collected collected = collector.collect(job.runs, job.lines::add);
      CaseEntry entry = folder.add(collected.place());
      end = new End("done", "", report(entry, collected.named()));
    } catch (IOException | EvidenceException e) {
      end = End.failed(e.getMessage());
    } finally {
      job.end = end;
    }
  }

  /** Returns where two runs are compared, or one is explained. */
  private static String report(CaseEntry entry, List<String> named) throws EvidenceException {
    List<String> keys = new ArrayList<>();
    for (String arn : named) {
      entry.key(arn).ifPresent(keys::add);
    }
    return switch (keys.size()) {
      case 1 -> "/explain?run=" + keys.get(0);
      case 2 -> "/compare?a=" + keys.get(0) + "&b=" + keys.get(1);
      default -> "/";
    };
  }

  Optional<Job> find(String number) {
    return number.matches("\\d{1,9}")
        ? Optional.ofNullable(jobs.get(Integer.parseInt(number)))
        : Optional.empty();
  }
}
