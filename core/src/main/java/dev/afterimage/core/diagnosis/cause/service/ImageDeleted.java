// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The image that the function pins by its digest was deleted from the registry. */
public final class ImageDeleted implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "image-deleted",
          "The image was deleted from ECR",
          Cause.Role.MECHANISM,
          "Lambda speaks of a deleted image, or its refusal follows a deletion of the digest that the"
              + " function pins.",
          new Cause.Remedy(
              "Deploy an image that is there; keep images by count, and make tags immutable",
              "a moved tag leaves the pinned digest untagged, and a lifecycle rule deletes it"));

  private static final Pattern SIGN =
      Pattern.compile("[Dd]eleted image|ImageDeleted|image .*(not found|does not exist)");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (!Refusals.isRefused(situation)) {
      Claims.otherError(situation, weighing, "a refusal by Lambda");
      return;
    }
    LogSign said = LogSign.of(situation, SIGN);
    weighing.crucial(4, "Lambda speaks of a deleted image: " + said.shown(), said.refs());
    List<Ref> reason =
        situation
            .configuration()
            .filter(c -> c.json().path("StateReasonCode").asText("").equals("ImageDeleted"))
            .map(c -> c.ref("StateReasonCode"))
            .stream()
            .toList();
    weighing.crucial(4, "the function's state says ImageDeleted", reason);
    List<Ref> deletions =
        situation.provenance().trail().events().stream()
            .filter(event -> deletes(event, digests(situation)))
            .map(TrailEvent::ref)
            .toList();
    if (situation.error().equals("Lambda.AWSLambdaException") || weighing.isCrucialSeen()) {
      weighing.crucial(3, "the digest that the function pins was deleted", deletions);
    } else {
      weighing.supports(0.5, "the digest that the function pins was deleted", deletions);
    }
    if (!weighing.isCrucialSeen()) {
      weighing.weakens(2, "the refusal does not speak of an image", situation.failureRef());
    }
  }

  private static Set<String> digests(Situation situation) {
    Set<String> digests = new TreeSet<>();
    situation
        .function()
        .flatMap(situation.provenance()::of)
        .map(FunctionImages::b)
        .orElse(List.of())
        .stream()
        .map(ImageInForce::digest)
        .forEach(digest -> digest.ifPresent(digests::add));
    return digests;
  }

  /** Lifecycle policies and callers leave different events; both name the digests. */
  private static boolean deletes(TrailEvent event, Set<String> digests) {
    boolean deletion =
        event.is("ecr", "BatchDeleteImage") || event.is("ecr", "PolicyExecutionEvent");
    JsonNode body = event.body();
    String text = body.path("requestParameters") + " " + body.path("serviceEventDetails");
    return deletion && digests.stream().anyMatch(text::contains);
  }
}
