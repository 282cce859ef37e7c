// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.code.Language;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a function, kept in the shape in which GetFunctionConfiguration shows it.
 */
public final class FunctionConfig {
  private final ObjectNode shape;

  private FunctionConfig(ObjectNode shape) {
    this.shape = shape;
  }

  /** A function from a container image, with what AWS sets by itself. */
  public static FunctionConfig ofImage(String role, String architecture) {
    return new FunctionConfig(base(role, architecture).put("PackageType", "Image"));
  }

  /** A function from a .zip file on a managed runtime. */
  public static FunctionConfig ofZip(String role, String architecture, Language language) {
    ObjectNode shape = base(role, architecture).put("PackageType", "Zip");
    shape.put("Runtime", language.runtime()).put("Handler", language.handler());
    return new FunctionConfig(shape);
  }

  private static ObjectNode base(String role, String architecture) {
    ObjectNode shape = Json.object().put("Role", role).put("Description", "");
    shape.put("Timeout", 3).put("MemorySize", 128);
    shape.putArray("Architectures").add(architecture);
    shape.putObject("TracingConfig").put("Mode", "PassThrough");
    shape.putObject("EphemeralStorage").put("Size", 512);
    shape.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
    shape.putObject("LoggingConfig").put("LogFormat", "Text");
    return shape;
  }

  /** Returns the configuration with another value of a member. */
  public FunctionConfig with(String member, JsonNode value) {
    ObjectNode changed = shape.deepCopy();
    changed.set(member, value.deepCopy());
    return new FunctionConfig(changed);
  }

  /** Returns the configuration with another number. */
  public FunctionConfig with(String member, int value) {
    return with(member, Json.object().numberNode(value));
  }

  /** Returns the configuration with another text. */
  public FunctionConfig with(String member, String value) {
    return with(member, Json.object().textNode(value));
  }

  /** Returns the configuration with one more environment variable. */
  public FunctionConfig withVariable(String name, String value) {
    ObjectNode changed = shape.deepCopy();
    changed.withObject("/Environment/Variables").put(name, value);
    return new FunctionConfig(changed);
  }

  /** Returns the configuration with all members of {@code changes} in place of its own. */
  public FunctionConfig withAll(ObjectNode changes) {
    ObjectNode changed = shape.deepCopy();
    changed.setAll(changes.deepCopy());
    return new FunctionConfig(changed);
  }

  /** Returns a copy of the shape. */
  public ObjectNode shape() {
    return shape.deepCopy();
  }

  /** Returns the longest that an invocation may take. */
  public Duration timeout() {
    return Duration.ofSeconds(shape.path("Timeout").asInt());
  }

  /** Returns the memory in MB. */
  public int memory() {
    return shape.path("MemorySize").asInt();
  }

  /** Returns the size of /tmp in MB. */
  public int temporary() {
    return shape.path("EphemeralStorage").path("Size").asInt();
  }

  /** Returns the execution role's ARN. */
  public String role() {
    return shape.path("Role").asText();
  }

  /** Returns whether the function comes from an image. */
  public boolean isImage() {
    return shape.path("PackageType").asText().equals("Image");
  }

  /** Returns an environment variable, empty where it is not set. */
  public String variable(String name) {
    return shape.path("Environment").path("Variables").path(name).asText("");
  }

  /** Returns the subnets; empty where the function is in no VPC. */
  public List<String> subnets() {
    return texts(shape.path("VpcConfig").path("SubnetIds"));
  }

  /** Returns the security groups. */
  public List<String> groups() {
    return texts(shape.path("VpcConfig").path("SecurityGroupIds"));
  }

  /** Returns the ARNs of the access points that are mounted. */
  public List<String> fileSystems() {
    List<String> arns = new ArrayList<>();
    shape.path("FileSystemConfigs").forEach(node -> arns.add(node.path("Arn").asText()));
    return arns;
  }

  /** Returns the ARNs of the layers. */
  public List<String> layers() {
    List<String> arns = new ArrayList<>();
    shape.path("Layers").forEach(node -> arns.add(node.path("Arn").asText()));
    return arns;
  }

  /** Returns the customer's key that encrypts the environment. */
  public Optional<String> key() {
    return Optional.ofNullable(shape.get("KMSKeyArn")).map(JsonNode::asText);
  }

  /** Returns whether the platform and the runtime log in JSON. */
  public boolean logsJson() {
    return shape.path("LoggingConfig").path("LogFormat").asText().equals("JSON");
  }

  /** Returns how much the platform logs: DEBUG, INFO or WARN. */
  public String systemLogLevel() {
    return shape.path("LoggingConfig").path("SystemLogLevel").asText("INFO");
  }

  /** Returns the log group, where another than the usual one was chosen. */
  public Optional<String> logGroup() {
    return Optional.ofNullable(shape.path("LoggingConfig").get("LogGroup")).map(JsonNode::asText);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  /** Returns the members that a request named, for the event history: no environment in it. */
  static ObjectNode forTrail(ObjectNode changes) {
    ObjectNode request = Json.object();
    for (Map.Entry<String, JsonNode> member : changes.properties()) {
      if (!member.getKey().equals("Environment")) {
        request.set(lower(member.getKey()), member.getValue().deepCopy());
      }
    }
    return request;
  }

  /** Returns a member's name as the event history spells it. */
  static String lower(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
