// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which operation lies behind which method and path in the REST APIs. */
final class RestRoutes {

  /**
   * An operation behind a path.
   *
   * @param segments the path; a name in braces is a member of the input
   * @param query a parameter that tells this operation from another on the same path, else empty
   */
  record Route(Address address, String method, List<String> segments, String query) {
    Route {
      requireNonNull(address, "address is null");
      requireNonNull(method, "method is null");
      segments = List.copyOf(segments);
      requireNonNull(query, "query is null");
    }

    private boolean matches(String asked, List<String> path, Map<String, String> parameters) {
      if (!method.equals(asked) || path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        boolean member = isMember(segments.get(i));
        if (member ? path.get(i).isEmpty() : !segments.get(i).equals(path.get(i))) {
          return false;
        }
      }
      return query.isEmpty() || parameters.containsKey(query);
    }

    private static boolean isMember(String segment) {
      return segment.startsWith("{");
    }

    /** Returns the members of the input that path and query hold. */
    ObjectNode members(List<String> path, Map<String, String> parameters) {
      ObjectNode input = Json.object();
      for (int i = 0; i < path.size(); i++) {
        String segment = segments.get(i);
        if (isMember(segment)) {
          input.put(segment.substring(1, segment.length() - 1), path.get(i));
        }
      }
      parameters.forEach(
          (name, value) -> {
            if (!name.equals(query) && !name.startsWith("X-Amz-")) {
              input.put(name, value);
            }
          });
      return input;
    }
  }

  private static final List<Route> ALL = new ArrayList<>();

  static {
    String functions = "2015-03-31/functions";
    String function = functions + "/{FunctionName}";
    String provisioned = "2019-09-30/functions/{FunctionName}/provisioned-concurrency";
    get("lambda", "ListFunctions", functions);
    get("lambda", "GetFunction", function);
    get("lambda", "GetFunctionConfiguration", function + "/configuration");
    get("lambda", "ListVersionsByFunction", function + "/versions");
    get("lambda", "ListAliases", function + "/aliases");
    get("lambda", "GetAlias", function + "/aliases/{Name}");
    get("lambda", "GetPolicy", function + "/policy");
    get("lambda", "GetFunctionConcurrency", "2019-09-30/functions/{FunctionName}/concurrency");
    get("lambda", "GetAccountSettings", "2016-08-19/account-settings");
    get("lambda", "ListEventSourceMappings", "2015-03-31/event-source-mappings");
    add("GET", new Address("lambda", "ListProvisionedConcurrencyConfigs"), provisioned, "List");
    get("lambda", "GetProvisionedConcurrencyConfig", provisioned);
    add("POST", new Address("lambda", "Invoke"), function + "/invocations", "");
    get("elasticfilesystem", "DescribeFileSystems", "2015-02-01/file-systems");
    get("elasticfilesystem", "DescribeMountTargets", "2015-02-01/mount-targets");
    get("elasticfilesystem", "DescribeAccessPoints", "2015-02-01/access-points");
    add("POST", new Address("xray", "BatchGetTraces"), "Traces", "");
    add("POST", new Address("xray", "GetTraceSummaries"), "TraceSummaries", "");
  }

  private RestRoutes() {}

  private static void get(String service, String operation, String path) {
    add("GET", new Address(service, operation), path, "");
  }

  private static void add(String method, Address address, String path, String query) {
    ALL.add(new Route(address, method, List.of(path.split("/", -1)), query));
  }

  static Optional<Route> find(String method, List<String> path, Map<String, String> parameters) {
    return ALL.stream().filter(route -> route.matches(method, path, parameters)).findFirst();
  }
}
