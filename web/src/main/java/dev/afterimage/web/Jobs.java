// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import java.io.IOException;
import java.nio.file.Path;
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

  /** One collection: the lines of its progress, and how it ended. */
  static final class Job {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile String end = "";

    List<String> lines() {
      return lines;
    }

    /** Returns {@code done}, {@code failed}, or nothing while it runs. */
    String end() {
      return end;
    }
  }

  int start(WebPorts.Collector collector, List<String> runs) {
    int number = next.getAndIncrement();
    Job job = new Job();
    jobs.put(number, job);
    Thread thread = new Thread(() -> run(job, collector, runs), "collect-" + number);
    thread.setDaemon(true);
    thread.start();
    return number;
  }

  private void run(Job job, WebPorts.Collector collector, List<String> runs) {
    try {
      Path collected = collector.collect(runs, folder.path(), job.lines::add);
      folder.add(collected);
      job.end = "done";
    } catch (IOException e) {
      job.lines.add(String.valueOf(e.getMessage()));
      job.end = "failed";
    }
  }

  Optional<Job> find(String number) {
    return number.matches("\\d{1,9}")
        ? Optional.ofNullable(jobs.get(Integer.parseInt(number)))
        : Optional.empty();
  }
}
