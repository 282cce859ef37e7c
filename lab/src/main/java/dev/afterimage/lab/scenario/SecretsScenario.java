// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Effect;
import dev.afterimage.lab.code.Level;
import dev.afterimage.lab.code.Step;
import dev.afterimage.lab.code.Steps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.lambda.FunctionConfig;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run through whose environment, payloads and logs secrets of twenty kinds go. None is real. */
final class SecretsScenario {
  private SecretsScenario() {}

  static Staged play(Opening opening) {
    Map<String, String> secrets = secrets(new Randoms(opening.seed()).stream("secrets"));
    List<Map.Entry<String, String>> all = new ArrayList<>(secrets.entrySet());
    Sketch sketch = new Sketch(opening);
    FunctionConfig config = sketch.usual("vault-check");
    for (Map.Entry<String, String> secret : all.subList(0, 10)) {
      config = config.withVariable(secret.getKey(), secret.getValue());
    }
    sketch.function("vault-check", config, handler(all.subList(7, all.size())));
    ObjectNode definition = Json.object().put("StartAt", "Check");
    definition
        .putObject("States")
        .set("Check", sketch.task("vault-check").put("OutputPath", "$.Payload").put("End", true));
    String machine = sketch.machine("vault-flow", definition);
    ObjectNode input = Json.object().put("job", "check");
    ObjectNode given = input.putObject("given");
    all.subList(4, 16).forEach(secret -> given.put(secret.getKey(), secret.getValue()));
    String good = sketch.run(machine, input.deepCopy());
    sketch.world().run(Duration.ofMinutes(14));
    String bad = sketch.run(machine, input.put("strict", true));
    sketch.world().run(Duration.ofMinutes(20));
    return new Staged(sketch.world(), List.of(good, bad), List.copyOf(secrets.values()));
  }

  private static List<Step> handler(List<Map.Entry<String, String>> said) {
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<String, String> secret : said) {
      steps.add(
          p -> {
            p.log(Level.INFO, line(secret));
            return Effect.take(Duration.ofMillis(3));
          });
    }
    steps.add(
        Steps.when(
            p -> p.event().path("strict").asBoolean(),
            Steps.raise("rule.broken", p -> new Object[] {"strict", said.get(0).getValue()})));
    steps.add(Steps.answer(p -> Json.object().put("checked", said.size()).set("echo", p.event())));
    return steps;
  }

  /** A line as careless code writes it. */
  private static String line(Map.Entry<String, String> secret) {
    return switch (secret.getKey()) {
      case "authorization", "basic" -> "header Authorization: " + secret.getValue();
      case "cookie" -> "header Cookie: " + secret.getValue();
      case "presigned" -> "GET " + secret.getValue();
      default -> secret.getKey() + "=" + secret.getValue();
    };
  }

  private static Map<String, String> secrets(RandomStream random) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("AWS_ACCESS_KEY_ID_OLD", "AKIA" + random.code(16));
    all.put("AWS_SECRET_ACCESS_KEY_OLD", random.hex(20) + "/" + random.hex(19));
    all.put("AWS_SESSION_TOKEN_OLD", "IQoJb3JpZ2luX2Vj" + random.hex(120));
    all.put("OPENAI_API_KEY", "sk-proj-" + random.hex(48));
    all.put("GITHUB_TOKEN", "ghp_" + random.hex(36));
    all.put(
        "SLACK_TOKEN", "xoxb-" + random.between(100_000_000, 999_999_999) + "-" + random.hex(24));
    all.put("STRIPE_KEY", "sk_live_" + random.hex(24));
    all.put("DATABASE_URL", "postgres://app:" + random.hex(14) + "@db.internal:5432/app");
    all.put("GOOGLE_API_KEY", "AIza" + random.hex(35));
    all.put("SENDGRID_API_KEY", "SG." + random.hex(22) + "." + random.hex(43));
    all.put("NPM_TOKEN", "npm_" + random.hex(36));
    all.put("DB_PASSWORD", "p4ss-" + random.hex(12));
    all.put("authorization", "Bearer " + jwt(random));
    all.put(
        "basic",
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("app:" + random.hex(10)).getBytes(StandardCharsets.UTF_8)));
    all.put("cookie", "session=" + random.hex(40));
    all.put("client_secret", random.hex(40));
    all.put("email", "jane." + random.hex(6) + "@example.com");
    all.put(
        "presigned",
        "https://data.s3.amazonaws.com/o?X-Amz-Credential=AKIA%s&X-Amz-Signature=%s"
            .formatted(random.code(16), random.hex(64)));
    all.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n" + random.hex(64) + "\n-----END PRIVATE KEY-----");
    all.put(
        "webhook",
        "https://hooks.slack.com/services/T"
            + random.code(8)
            + "/B"
            + random.code(8)
            + "/"
            + random.hex(24));
    all.put(
        "azure",
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + random.hex(86) + "==");
    return all;
  }

  private static String jwt(RandomStream random) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String head = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    return encoder.encodeToString(head.getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(
            ("{\"sub\":\"" + random.hex(8) + "\"}").getBytes(StandardCharsets.UTF_8))
        + "."
        + random.hex(43);
  }
}
