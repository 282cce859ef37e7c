// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.policy;

import dev.afterimage.aws.call.ApiCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The least IAM policy that lets everything be collected, made from the table of calls. */
public final class IamPolicy {
  private IamPolicy() {}

  /** Writes the policy into the file that is named. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("name the file to write the policy into");
    }
    Files.writeString(Path.of(arguments[0]), json());
  }

  /** Returns the policy: a statement for each kind of resource. */
  public static String json() {
    Map<String, TreeSet<String>> byResource = new TreeMap<>();
    for (ApiCall call : ApiCall.values()) {
      byResource
          .computeIfAbsent(call.resource(), resource -> new TreeSet<>())
          .add(call.iamAction());
    }
    return byResource.entrySet().stream()
        .map(entry -> statement(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                ",\n", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n", "\n  ]\n}\n"));
  }

  private static String statement(String resource, Set<String> actions) {
    String list =
        actions.stream()
            .map(action -> "        \"" + action + "\"")
            .collect(Collectors.joining(",\n"));
    return "    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\n"
        + list
        + "\n      ],\n      \"Resource\": \""
        + resource
        + "\"\n    }";
  }
}
