// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A published version, or one state of {@code $LATEST}. */
final class FunctionVersion {
  /** The name of the version that can still change. */
  static final String LATEST = "$LATEST";

  private static final DateTimeFormatter MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * What the control plane says about it.
   *
   * @param state such as Active
   * @param stateReason code and text; empty where all is well
   * @param lastUpdate such as Successful
   * @param updateReason code and text; empty where all is well
   */
  record Status(String state, String stateReason, String lastUpdate, String updateReason) {
    static final Status ACTIVE = new Status("Active", "", "Successful", "");

    Status {
      requireNonNull(state, "state is null");
      requireNonNull(stateReason, "stateReason is null");
      requireNonNull(lastUpdate, "lastUpdate is null");
      requireNonNull(updateReason, "updateReason is null");
    }
  }

  /** Which function and version it is, and since when. */
  record Name(String functionArn, String number, Instant lastModified, String revisionId) {
    String function() {
      return functionArn.substring(functionArn.lastIndexOf(':') + 1);
    }
  }

  private final Name name;
  private final FunctionConfig config;
  private final Code code;
  private Status status = Status.ACTIVE;
  private boolean cached = true;

  FunctionVersion(Name name, FunctionConfig config, Code code) {
    this.name = requireNonNull(name, "name is null");
    this.config = requireNonNull(config, "config is null");
    this.code = requireNonNull(code, "code is null");
  }

  Name name() {
    return name;
  }

  FunctionConfig config() {
    return config;
  }

  Code code() {
    return code;
  }

  Status status() {
    return status;
  }

  void setStatus(Status status) {
    this.status = status;
  }

  /** Returns whether Lambda has its own copy of the image. */
  boolean isCached() {
    return cached;
  }

  void setCached(boolean cached) {
    this.cached = cached;
  }

  /** Returns the ARN with the version's number, without one for {@code $LATEST} when asked so. */
  String arn(boolean qualified) {
    return qualified ? name.functionArn() + ":" + name.number() : name.functionArn();
  }

  /** Returns the answer of GetFunctionConfiguration. */
  ObjectNode describe(boolean qualified) {
    ObjectNode shape = config.shape();
    ObjectNode answer =
        Json.object().put("FunctionName", name.function()).put("FunctionArn", arn(qualified));
    take(shape, answer, "Runtime", "Role", "Handler");
    answer.put("CodeSize", code.size());
    take(shape, answer, "Description", "Timeout", "MemorySize");
    answer.put("LastModified", MODIFIED.format(name.lastModified()));
    answer.put("CodeSha256", code.sha256()).put("Version", name.number());
    take(shape, answer, "VpcConfig", "Environment", "KMSKeyArn", "TracingConfig");
    answer.put("RevisionId", name.revisionId());
    take(shape, answer, "Layers");
    putStatus(answer);
    answer.setAll(shape);
    if (!answer.path("LoggingConfig").has("LogGroup")) {
      answer.withObject("/LoggingConfig").put("LogGroup", "/aws/lambda/" + name.function());
    }
    return answer;
  }

  private void putStatus(ObjectNode answer) {
    answer.put("State", status.state());
    putReason(answer, "StateReason", status.stateReason());
    answer.put("LastUpdateStatus", status.lastUpdate());
    putReason(answer, "LastUpdateStatusReason", status.updateReason());
  }

  private static void putReason(ObjectNode answer, String member, String reason) {
    if (!reason.isEmpty()) {
      int space = reason.indexOf(' ');
      answer.put(member, reason.substring(space + 1));
      answer.put(member + "Code", reason.substring(0, space));
    }
  }

  private static void take(ObjectNode from, ObjectNode to, String... members) {
    for (String member : members) {
      if (from.has(member)) {
        to.set(member, from.remove(member));
      }
    }
  }

  static String modified(Instant time) {
    return MODIFIED.format(time);
  }
}
