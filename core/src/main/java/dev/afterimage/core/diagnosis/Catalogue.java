// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.Cause.Role.CHANGE;
import static dev.afterimage.core.diagnosis.Cause.Role.GENERIC;
import static dev.afterimage.core.diagnosis.Cause.Role.MECHANISM;

import dev.afterimage.core.diagnosis.cause.change.CodeChanged;
import dev.afterimage.core.diagnosis.cause.change.ConfigurationChanged;
import dev.afterimage.core.diagnosis.cause.change.DefinitionChanged;
import dev.afterimage.core.diagnosis.cause.change.DeployFailed;
import dev.afterimage.core.diagnosis.cause.change.InputChanged;
import dev.afterimage.core.diagnosis.cause.change.MidrunUpdate;
import dev.afterimage.core.diagnosis.cause.change.RuntimeUpdated;
import dev.afterimage.core.diagnosis.cause.change.SecretChanged;
import dev.afterimage.core.diagnosis.cause.data.DataRace;
import dev.afterimage.core.diagnosis.cause.data.Nondeterminism;
import dev.afterimage.core.diagnosis.cause.data.PoisonItem;
import dev.afterimage.core.diagnosis.cause.dependency.DependencyFailure;
import dev.afterimage.core.diagnosis.cause.dependency.RateLimits;
import dev.afterimage.core.diagnosis.cause.dependency.RejectedCredentials;
import dev.afterimage.core.diagnosis.cause.limits.ColdStorm;
import dev.afterimage.core.diagnosis.cause.limits.FunctionTimeout;
import dev.afterimage.core.diagnosis.cause.limits.InitTimeout;
import dev.afterimage.core.diagnosis.cause.limits.OutOfMemory;
import dev.afterimage.core.diagnosis.cause.limits.TaskTimeout;
import dev.afterimage.core.diagnosis.cause.network.ConnectionLimits;
import dev.afterimage.core.diagnosis.cause.network.FileSystemMount;
import dev.afterimage.core.diagnosis.cause.network.NameResolution;
import dev.afterimage.core.diagnosis.cause.network.NoRoute;
import dev.afterimage.core.diagnosis.cause.process.ClockExpiry;
import dev.afterimage.core.diagnosis.cause.process.ExpiredCredentials;
import dev.afterimage.core.diagnosis.cause.process.FullSandbox;
import dev.afterimage.core.diagnosis.cause.process.GlobalMutation;
import dev.afterimage.core.diagnosis.cause.process.StaleConnection;
import dev.afterimage.core.diagnosis.cause.process.StaleInitState;
import dev.afterimage.core.diagnosis.cause.runtime.Architecture;
import dev.afterimage.core.diagnosis.cause.runtime.FilePermission;
import dev.afterimage.core.diagnosis.cause.runtime.HandledException;
import dev.afterimage.core.diagnosis.cause.runtime.LanguageHeap;
import dev.afterimage.core.diagnosis.cause.runtime.ProcessExit;
import dev.afterimage.core.diagnosis.cause.runtime.RuntimeErrors;
import dev.afterimage.core.diagnosis.cause.service.ImageDeleted;
import dev.afterimage.core.diagnosis.cause.service.ProvisionedSpillover;
import dev.afterimage.core.diagnosis.cause.service.RateThrottle;
import dev.afterimage.core.diagnosis.cause.service.ServiceErrors;
import dev.afterimage.core.diagnosis.cause.service.Throttles;
import dev.afterimage.core.diagnosis.cause.workflow.Aborted;
import dev.afterimage.core.diagnosis.cause.workflow.ExecutionTimeout;
import dev.afterimage.core.diagnosis.cause.workflow.Generic;
import dev.afterimage.core.diagnosis.cause.workflow.Heartbeat;
import dev.afterimage.core.diagnosis.cause.workflow.RetryMismatch;
import dev.afterimage.core.diagnosis.cause.workflow.SilentFailures;
import dev.afterimage.core.diagnosis.cause.workflow.StartRejected;
import dev.afterimage.core.diagnosis.cause.workflow.StateThrottle;
import dev.afterimage.core.diagnosis.cause.workflow.WorkflowErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of causes: one entry each, in the order in which they are tested. */
public final class Catalogue {
  private static final List<CauseTest> ENTRIES =
      Stream.of(
              limits(),
              RuntimeErrors.all(),
              runtime(),
              WorkflowErrors.all(),
              workflow(),
              SilentFailures.all(),
              ServiceErrors.all(),
              service(),
              network(),
              process(),
              FullSandbox.all(),
              dependencies(),
              RateLimits.all(),
              byPattern(),
              changes(),
              generic(),
              Generic.all())
          .flatMap(List::stream)
          .sorted(Comparator.comparing(test -> order(test.cause().role())))
          .toList();

  private Catalogue() {}

  private static List<CauseTest> limits() {
    return List.of(
        new FunctionTimeout(),
        new TaskTimeout(),
        new InitTimeout(),
        new OutOfMemory(),
        new ProvisionedSpillover(),
        new ColdStorm());
  }

  private static List<CauseTest> runtime() {
    return List.of(
        new Architecture(),
        new LanguageHeap(),
        ProcessExit.inInit(),
        ProcessExit.inInvocation(),
        new FilePermission());
  }

  private static List<CauseTest> workflow() {
    return List.of(
        new ExecutionTimeout(),
        Heartbeat.heartbeat(),
        Heartbeat.lostToken(),
        new Aborted(),
        new StateThrottle(),
        new StartRejected());
  }

  private static List<CauseTest> service() {
    return List.of(
        Throttles.reserved(),
        Throttles.account(),
        new RateThrottle(),
        new ImageDeleted(),
        new RetryMismatch());
  }

  private static List<CauseTest> network() {
    return List.of(
        new NameResolution(),
        new NoRoute(),
        ConnectionLimits.natPorts(),
        ConnectionLimits.sharedInterface(),
        new FileSystemMount());
  }

  private static List<CauseTest> process() {
    return List.of(
        new StaleConnection(),
        new ExpiredCredentials(),
        new ClockExpiry(),
        new GlobalMutation(),
        new DataRace());
  }

  /** After whatever has a name of its own: these are told by what the failures follow. */
  private static List<CauseTest> byPattern() {
    return List.of(new StaleInitState(), new PoisonItem());
  }

  private static List<CauseTest> dependencies() {
    return List.of(new DependencyFailure(), new RejectedCredentials());
  }

  private static List<CauseTest> changes() {
    return List.of(
        new MidrunUpdate(),
        new CodeChanged(),
        new ConfigurationChanged(),
        new SecretChanged(),
        new DefinitionChanged(),
        new InputChanged(),
        new RuntimeUpdated(),
        new DeployFailed());
  }

  private static List<CauseTest> generic() {
    return List.of(new HandledException(), new Nondeterminism());
  }

  /** Returns every entry: mechanisms first, then changes, then generic causes. */
  public static List<CauseTest> entries() {
    return ENTRIES;
  }

  private static int order(Cause.Role role) {
    return List.of(MECHANISM, CHANGE, GENERIC).indexOf(role);
  }

  /** Returns an entry by its id. */
  public static Optional<Cause> find(String id) {
    return ENTRIES.stream().map(CauseTest::cause).filter(c -> c.id().equals(id)).findFirst();
  }
}
