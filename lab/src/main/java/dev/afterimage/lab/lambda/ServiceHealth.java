// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well Lambda itself works: there are stretches in which it does not. */
public final class ServiceHealth {

  /** How calls fail in a stretch. */
  public enum Symptom {
    /** Lambda answers with a status of 500. */
    SERVICE_EXCEPTION,
    /** Lambda is not reached. */
    UNREACHABLE,
    /** Lambda does not answer in time. */
    NO_ANSWER
  }

  private record Stretch(Instant from, Instant to, Symptom symptom, double share) {}

  private final List<Stretch> stretches = new ArrayList<>();

  /** All is well. */
  ServiceHealth() {}

  /** Lets a share of the calls between two moments fail. */
  public void fail(Instant from, Instant to, Symptom symptom, double share) {
    stretches.add(new Stretch(from, to, symptom, share));
  }

  Optional<InvokeResult> fault(String requestId, Instant now, RandomStream random) {
    for (Stretch stretch : stretches) {
      boolean inside = !now.isBefore(stretch.from) && now.isBefore(stretch.to);
      if (inside && random.chance(stretch.share)) {
        return Optional.of(result(requestId, stretch.symptom));
      }
    }
    return Optional.empty();
  }

  private static InvokeResult result(String requestId, Symptom symptom) {
    return switch (symptom) {
      case SERVICE_EXCEPTION ->
          new InvokeResult.Refused(
              requestId,
              new ServiceException(
                  "ServiceException", 500, "The service encountered an internal error."));
      case UNREACHABLE ->
          new InvokeResult.Lost(
              requestId,
              "SdkClientException",
              "Unable to execute HTTP request: The target server failed to respond");
      case NO_ANSWER ->
          new InvokeResult.Lost(
              requestId,
              "ClientExecutionTimeoutException",
              "Client execution did not complete before the specified timeout configuration");
    };
  }
}
