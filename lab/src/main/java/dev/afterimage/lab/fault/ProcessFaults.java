// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.fault;

import dev.afterimage.lab.code.ClientErrors;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.ProcessView;
import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.outside.Behaviours;
import dev.afterimage.lab.outside.Location;
import dev.afterimage.lab.workload.FunctionDraft;
import dev.afterimage.lab.workload.Item;
import dev.afterimage.lab.workload.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What goes wrong because a process outlives an invocation. */
final class ProcessFaults {
  private static final String HANDLED = "handled-exception";
  private static final String MERGED_AT = "taken";

  private ProcessFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.of("stale-init-state", d -> d.speaking(), ProcessFaults::staleState),
        Fault.of("stale-connection", ProcessFaults::staleConnection),
        Fault.of("global-mutation", d -> d.speaking(), ProcessFaults::leftovers),
        Fault.of("tmp-full", d -> d.target(Role.MERGER), ProcessFaults::fullDisk),
        Fault.of("fd-thread-limit", d -> d.target(Role.MERGER), ProcessFaults::openFiles),
        Fault.of("cred-expired", ProcessFaults::expiredCredential),
        Fault.of("clock-expiry", ProcessFaults::expiredCertificate));
  }

  /** Keeps the sandboxes of the good run for the bad one. */
  private static void soon(Stage stage) {
    stage.plan().keepQuiet();
    stage.plan().drawGap(Duration.ofMinutes(12), Duration.ofMinutes(20));
    if (stage.plan().earlier() > 0) {
      stage.plan().setEarlier(0, Duration.ofMinutes(30));
    }
  }

  private static Truth staleState(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    soon(stage);
    switch (stage.random().between(0, 2)) {
      case 0 -> budget(stage, draft);
      case 1 -> dayFolder(stage, draft);
      default -> rollout(stage, draft);
    }
    return Truth.of("stale-init-state", HANDLED);
  }

  private static void take(FunctionDraft draft) {
    draft
        .init()
        .add(
            process -> {
              process.process().put(MERGED_AT, process.now());
              return Effect.NEXT;
            });
  }

  private static Instant taken(ProcessView process) {
    return process.process().get(MERGED_AT) instanceof Instant time ? time : process.now();
  }

  private static Duration age(ProcessView process) {
    return Duration.between(taken(process), process.now());
  }

  /** A time budget that is counted from the load of the module. */
  private static void budget(Stage stage, FunctionDraft draft) {
    int cap = stage.random().between(420, 690);
    take(draft);
    draft
        .work()
        .add(
            Steps.say(Level.INFO, "budget", p -> new Object[] {taken(p), cap, age(p).toSeconds()}));
    draft
        .work()
        .add(
            Steps.when(
                p -> age(p).toSeconds() > cap,
                Steps.raise("budget.spent", p -> new Object[] {Item.key(p)})));
  }

  /** A folder of the day that is chosen at the load of the module. */
  private static void dayFolder(Stage stage, FunctionDraft draft) {
    Instant midnight =
        LocalDate.ofInstant(stage.plan().start(), ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    stage.plan().setStart(midnight.minus(Duration.ofMinutes(stage.random().between(5, 8))));
    take(draft);
    draft.work().add(Steps.say(Level.INFO, "partition", p -> new Object[] {day(taken(p))}));
    draft
        .work()
        .add(
            Steps.when(
                p -> !day(taken(p)).equals(day(p.now())),
                Steps.raise("partition.wrong", p -> new Object[] {day(taken(p)), day(p.now())})));
  }

  private static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  /** A plan that is valid for some minutes and read only once. */
  private static void rollout(Stage stage, FunctionDraft draft) {
    int minutes = stage.random().between(6, 11);
    take(draft);
    draft.work().add(Steps.say(Level.INFO, "flag", p -> new Object[] {"on", taken(p)}));
    draft
        .work()
        .add(
            Steps.when(
                p -> age(p).toMinutes() >= minutes,
                Steps.raise("rule.broken", p -> new Object[] {taken(p), Item.key(p)})));
  }

  /** A connection that is opened once and does not outlive an idle time. */
  private static Truth staleConnection(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    soon(stage);
    draft.init().add(Steps.call("db.internal"));
    take(draft);
    draft.work().add(0, ProcessFaults::useConnection);
    return Truth.of("stale-connection", HANDLED);
  }

  private static Effect useConnection(ProcessView process) {
    boolean broken = age(process).toSeconds() > 350;
    process.process().put(MERGED_AT, process.now());
    if (!broken) {
      return Effect.NEXT;
    }
    Reply reset = new Reply(Duration.ofMillis(4), Trouble.RESET, "db.internal");
    return new Effect.Raise(ClientErrors.of(process.program().language(), "db.internal", reset));
  }

  /** A buffer of the module that still holds what the request before put there. */
  private static Truth leftovers(Stage stage) {
    FunctionDraft draft = stage.aim(Role.MERGER);
    soon(stage);
    stage.plan().badInput().put("job", stage.plan().badInput().path("job").asText() + "-b");
    draft
        .work()
        .add(
            Steps.say(
                Level.INFO,
                "leftover",
                p -> new Object[] {p.process().getOrDefault("buffer", "-"), job(p)}));
    draft
        .work()
        .add(
            Steps.when(
                p -> !p.process().getOrDefault("buffer", job(p)).equals(job(p)),
                Steps.raise(
                    "leftover.mixed",
                    p -> new Object[] {p.process().getOrDefault("buffer", "-"), job(p)})));
    draft
        .after()
        .add(
            p -> {
              p.process().put("buffer", job(p));
              return Effect.NEXT;
            });
    return Truth.of("global-mutation", HANDLED);
  }

  private static String job(ProcessView process) {
    return process.event().path("job").asText();
  }

  /** Lets one function serve every run from the same sandbox, so that what it leaks adds up. */
  private static FunctionDraft often(Stage stage, int earlier) {
    stage.plan().keepQuiet();
    stage
        .plan()
        .setEarlier(earlier, stage.random().between(Duration.ofMinutes(3), Duration.ofMinutes(5)));
    stage.plan().drawGap(Duration.ofMinutes(3), Duration.ofMinutes(5));
    return stage.aim(Role.MERGER);
  }

  private static Truth fullDisk(Stage stage) {
    int earlier = stage.random().between(3, 5);
    FunctionDraft draft = often(stage, earlier);
    int each = 512 / (earlier + 1) - stage.random().between(1, 6);
    String message =
        draft.language() == Language.NODE
            ? "ENOSPC: no space left on device, write"
            : "[Errno 28] No space left on device: '/tmp/part.bin'";
    String type =
        switch (draft.language()) {
          case PYTHON -> "OSError";
          case NODE -> "Error";
          case JAVA -> "java.io.IOException";
        };
    draft.work().add(p -> p.machine().write(each) ? Effect.NEXT : Effect.raise(type, message));
    draft.work().add(Steps.say(Level.INFO, "spooled", p -> new Object[] {each}));
    return Truth.of("tmp-full", HANDLED);
  }

  private static Truth openFiles(Stage stage) {
    int earlier = stage.random().between(3, 5);
    FunctionDraft draft = often(stage, earlier);
    int each = 1000 / (earlier + 1) - stage.random().between(1, 8);
    boolean threads = stage.random().chance(0.4);
    draft
        .work()
        .add(
            p -> {
              boolean fits = threads ? p.machine().start(each) : p.machine().open(each);
              return fits ? Effect.NEXT : tableFull(draft.language(), threads);
            });
    return Truth.of("fd-thread-limit", HANDLED);
  }

  private static Effect tableFull(Language language, boolean threads) {
    return switch (language) {
      case PYTHON ->
          threads
              ? Effect.raise("RuntimeError", "can't start new thread")
              : Effect.raise("OSError", "[Errno 24] Too many open files");
      case NODE -> Effect.raise("Error", "EMFILE: too many open files, open '/tmp/x'");
      case JAVA ->
          threads
              ? Effect.raise(
                  "java.lang.OutOfMemoryError",
                  "unable to create native thread: possibly out of memory or process/resource limits reached")
              : Effect.raise("java.io.IOException", "Too many open files");
    };
  }

  /** A token that is fetched once and good for a quarter of an hour. */
  private static Truth expiredCredential(Stage stage) {
    FunctionDraft draft = stage.aim(Role.WORKER);
    soon(stage);
    int life = stage.random().between(300, 660);
    take(draft);
    draft.work().add(Steps.say(Level.INFO, "ticket", p -> new Object[] {taken(p), life}));
    draft
        .work()
        .add(
            Steps.call(
                "token.internal", p -> Map.of("issued", String.valueOf(taken(p).toEpochMilli()))));
    stage.world().services().add("token.internal", Location.AWS, Duration.ofMillis(30));
    stage
        .world()
        .services()
        .change(
            "token.internal",
            Behaviours.troubled(
                Instant.MIN,
                request ->
                    Duration.between(
                                Instant.ofEpochMilli(Long.parseLong(request.attribute("issued"))),
                                request.at())
                            .toSeconds()
                        > life,
                new Reply(Duration.ofMillis(22), Trouble.TOKEN_EXPIRED, "")));
    return Truth.of("cred-expired", HANDLED);
  }

  /** The certificate of the host that workers call runs out. */
  private static Truth expiredCertificate(Stage stage) {
    stage.aim(Role.WORKER);
    boolean signature = stage.random().chance(0.3);
    Trouble trouble = signature ? Trouble.REQUEST_EXPIRED : Trouble.CERTIFICATE_EXPIRED;
    stage.between(
        () ->
            stage
                .world()
                .services()
                .change(
                    stage.workload().traits().service(),
                    Behaviours.troubled(
                        stage.world().now(),
                        request -> true,
                        new Reply(Duration.ofMillis(60), trouble, ""))));
    return Truth.of("clock-expiry", HANDLED);
  }
}
