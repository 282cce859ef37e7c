// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The EFS file system of a function could not be mounted or did not answer. */
public final class FileSystemMount implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "efs",
          "The EFS file system could not be mounted",
          Cause.Role.MECHANISM,
          "Lambda gives an EFS exception, or the function's state has an EFS reason.",
          new Cause.Remedy(
              "Give every subnet of the function a mount target that its group may reach on 2049",
              "a sandbox mounts before it runs"));

  private static final Pattern ERROR = Pattern.compile("\\bEFS(Mount\\w*|IO)(Exception)?\\b");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    Optional<ConfigurationInForce> configuration = situation.configuration();
    List<Ref> exceptions =
        situation.error().startsWith("Lambda.") ? situation.symptoms().refs(ERROR) : List.of();
    weighing.crucial(5, "Lambda gave an EFS exception: " + situation.error(), exceptions);
    List<Ref> reasons =
        configuration
            .filter(c -> ERROR.matcher(c.json().path("StateReasonCode").asText("")).find())
            .map(c -> c.ref("StateReasonCode"))
            .stream()
            .toList();
    weighing.crucial(3, "the function's state has an EFS reason", reasons);
    targets(situation, weighing);
    if (weighing.isCrucialSeen()) {
      return;
    }
    if (configuration.filter(c -> !c.hasFileSystem()).isPresent()) {
      weighing.contradicts(
          4,
          situation.function().get() + " mounts no file system",
          List.of(configuration.get().ref()));
    } else {
      Claims.otherError(situation, weighing, "an EFS exception");
    }
  }

  private static void targets(Situation situation, Weighing weighing) {
    List<Ref> unavailable =
        situation.evidence().stream(Kind.MOUNT_TARGET)
            .filter(target -> target.text("LifeCycleState").filter("available"::equals).isEmpty())
            .map(EvidenceRecord::ref)
            .toList();
    if (weighing.isCrucialSeen()) {
      weighing.supports(1, "a mount target is not available", unavailable);
    }
  }
}
