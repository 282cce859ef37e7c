// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Call;
import dev.afterimage.lab.api.CliShape;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.registry.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes what was gathered as a case: a file per answer, and the manifest. */
public final class CaseWriter {
  private static final String MANIFEST = "afterimage.json";

  /** The folders, named as the commands of the CLI are. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "states", "stepfunctions",
          "elasticfilesystem", "efs",
          "servicequotas", "service-quotas");

  /** The parameters that tell apart two calls of one operation. */
  private static final List<String> SUBJECTS =
      List.of(
          "executionArn",
          "mapRunArn",
          "stateMachineArn",
          "FunctionName",
          "Qualifier",
          "repositoryName",
          "logGroupName",
          "logGroupNamePrefix",
          "ServiceCode",
          "Namespace",
          "AccessPointId");

  private final CliShape shape;
  private final boolean withManifest;

  /**
   * A writer.
   *
   * @param zone the zone of the machine that the CLI runs on
   * @param withManifest whether a manifest says what was asked; without one the case is as if
   *     somebody had saved the answers by hand
   */
  public CaseWriter(ZoneId zone, boolean withManifest) {
    this.shape = new CliShape(requireNonNull(zone, "zone is null"));
    this.withManifest = withManifest;
  }

  /** Writes a case into a folder, which is made. */
  public void write(Gathering gathering, Path folder) throws IOException {
    Set<String> taken = new HashSet<>();
    ArrayNode calls = Json.array();
    for (Answer answer : gathering.answers()) {
      String file = fileName(answer.call(), taken);
      String text = shape.print(answer.call().service(), answer.content());
      Path path = folder.resolve(file);
      Files.createDirectories(requireNonNull(path.getParent(), "a file has a folder"));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(path, bytes);
      calls.add(describe(answer, file, bytes).put("id", "call-%03d".formatted(calls.size() + 1)));
    }
    if (withManifest) {
      Files.writeString(folder.resolve(MANIFEST), manifest(gathering, calls));
    }
  }

  private static String fileName(Call call, Set<String> taken) {
    String folder = COMMANDS.getOrDefault(call.service(), call.service());
    StringBuilder name = new StringBuilder(kebab(call.operation()));
    for (String subject : SUBJECTS) {
      String value = call.input().path(subject).asText("");
      String last = value.substring(Math.max(value.lastIndexOf(':'), value.lastIndexOf('/')) + 1);
      if (!last.isEmpty()) {
        name.append('-').append(last.replaceAll("[^A-Za-z0-9_.$-]", "_"));
      }
    }
    String file = folder + "/" + name;
    for (int i = 2; !taken.add(file); i++) {
      file = folder + "/" + name + "-" + i;
    }
    return file + ".json";
  }

  private static String kebab(String operation) {
    return operation.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static ObjectNode describe(Answer answer, String file, byte[] bytes) {
    ObjectNode call = Json.object().put("id", "");
    call.put("api", answer.call().service() + ":" + answer.call().operation());
    call.set("request", answer.call().input());
    return call.put("at", answer.at().toString())
        .put("file", file)
        .put("sha256", Digests.hex(bytes))
        .put("pages", answer.pages())
        .put("complete", answer.isComplete());
  }

  private static String manifest(Gathering gathering, ArrayNode calls) {
    ObjectNode manifest = Json.object().put("afterimage", "case/1");
    manifest.set("asked", Json.texts(gathering.asked()));
    manifest.set("calls", calls);
    ArrayNode gaps = manifest.putArray("gaps");
    for (Refusal refusal : gathering.refusals()) {
      gaps.addObject()
          .put("call", name(refusal.call()))
          .put("error", refusal.error())
          .put("iamAction", refusal.call().action());
    }
    JsonNode tree = manifest;
    return tree.toPrettyString() + "\n";
  }

  private static String name(Call call) {
    StringBuilder name = new StringBuilder(call.service()).append(':').append(call.operation());
    for (String subject : SUBJECTS) {
      String value = call.input().path(subject).asText("");
      if (!value.isEmpty()) {
        name.append(' ').append(value);
      }
    }
    return name.toString();
  }
}
