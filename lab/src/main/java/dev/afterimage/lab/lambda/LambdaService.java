// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.account.Quotas;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lambda as its API shows the functions. */
public final class LambdaService extends ModelledService {
  private static final Pages PAGES = new Pages("Marker", "NextMarker", "MaxItems", 50, 10_000, 50);
  private static final String NAME = "FunctionName!";

  private final Fleet fleet;

  /** The functions as their API shows them. */
  public LambdaService(Fleet fleet) {
    super("lambda");
    this.fleet = requireNonNull(fleet, "fleet is null");
    operation("GetFunction", NAME + " Qualifier", this::getFunction);
    operation("GetFunctionConfiguration", NAME + " Qualifier", this::getConfiguration);
    operation("GetFunctionConcurrency", NAME, this::getConcurrency);
    operation("GetAccountSettings", "", input -> accountSettings());
    operation("ListFunctions", "FunctionVersion MasterRegion Marker MaxItems", this::listFunctions);
    operation("ListVersionsByFunction", NAME + " Marker MaxItems", this::listVersions);
    operation("ListAliases", NAME + " FunctionVersion Marker MaxItems", this::listAliases);
    operation("GetAlias", NAME + " Name!", this::getAlias);
    operation("GetProvisionedConcurrencyConfig", NAME + " Qualifier!", this::getProvisioned);
    operation(
        "ListProvisionedConcurrencyConfigs", NAME + " Marker MaxItems", this::listProvisioned);
  }

  private LambdaFunction function(Input input) throws ServiceException {
    String asked = input.required("FunctionName");
    InvokeRequest reference = new InvokeRequest(asked, "", "", "", false);
    LambdaFunction function = fleet.functions().get(reference.bareName());
    if (function == null) {
      throw notFound(
          "Function not found: " + fleet.host().ground().site().function(reference.bareName()));
    }
    return function;
  }

  private static String qualifier(Input input) throws ServiceException {
    return new InvokeRequest(
            input.required("FunctionName"), input.text("Qualifier").orElse(""), "", "", false)
        .anyQualifier();
  }

  private static ServiceException notFound(String message) {
    return new ServiceException(
        "ResourceNotFoundException", 404, message, Json.object("Type", "User"));
  }

  private static FunctionVersion version(LambdaFunction function, String qualifier)
      throws ServiceException {
    if (qualifier.isEmpty() || qualifier.equals(FunctionVersion.LATEST)) {
      return function.latest();
    }
    String number = function.alias(qualifier).map(Alias::version).orElse(qualifier);
    return function
        .version(number)
        .orElseThrow(() -> notFound("Function not found: " + function.arn() + ":" + qualifier));
  }

  private ObjectNode getConfiguration(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    String qualifier = qualifier(input);
    FunctionVersion version = version(function, qualifier);
    ObjectNode answer = version.describe(!qualifier.isEmpty());
    if (function.alias(qualifier).isPresent()) {
      answer.put("FunctionArn", function.arn() + ":" + qualifier);
    }
    return answer;
  }

  private ObjectNode getFunction(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    FunctionVersion version = version(function, qualifier(input));
    ObjectNode answer = Json.object();
    answer.set("Configuration", getConfiguration(input));
    ObjectNode code = answer.putObject("Code");
    Optional<Code.Pinned> pinned = version.code().pinned();
    if (pinned.isPresent()) {
      code.put("RepositoryType", "ECR")
          .put("ImageUri", pinned.get().imageUri())
          .put(
              "ResolvedImageUri",
              fleet
                  .host()
                  .platform()
                  .registry()
                  .resolvedUri(pinned.get().repository(), pinned.get().image().digest()));
    } else {
      code.put("RepositoryType", "S3")
          .put(
              "Location",
              "https://prod-04-2014-tasks.s3.%s.amazonaws.com/snapshots/%s/%s?X-Amz-Expires=600"
                  .formatted(
                      fleet.host().ground().site().region(),
                      fleet.host().ground().site().account(),
                      function.name()));
    }
    if (function.reserved().isPresent()) {
      answer
          .putObject("Concurrency")
          .put("ReservedConcurrentExecutions", function.reserved().getAsInt());
    }
    return answer;
  }

  private ObjectNode getConcurrency(Input input) throws ServiceException {
    ObjectNode answer = Json.object();
    function(input)
        .reserved()
        .ifPresent(value -> answer.put("ReservedConcurrentExecutions", value));
    return answer;
  }

  private ObjectNode accountSettings() {
    ObjectNode answer = Json.object();
    int limit = (int) fleet.host().platform().quotas().value(Quotas.CONCURRENT_EXECUTIONS);
    answer
        .putObject("AccountLimit")
        .put("TotalCodeSize", 80_530_636_800L)
        .put("CodeSizeUnzipped", 262_144_000L)
        .put("CodeSizeZipped", 52_428_800L)
        .put("ConcurrentExecutions", limit)
        .put("UnreservedConcurrentExecutions", fleet.unreservedLimit());
    answer
        .putObject("AccountUsage")
        .put("TotalCodeSize", fleet.all().stream().mapToLong(f -> f.latest().code().size()).sum())
        .put("FunctionCount", fleet.all().size());
    return answer;
  }

  private ObjectNode listFunctions(Input input) throws ServiceException {
    Pages.Page<LambdaFunction> page = PAGES.page(List.copyOf(fleet.all()), input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Functions");
    page.items().forEach(function -> items.add(function.latest().describe(false)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode listVersions(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    List<FunctionVersion> versions = new ArrayList<>();
    versions.add(function.latest());
    versions.addAll(function.published());
    Pages.Page<FunctionVersion> page = PAGES.page(versions, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Versions");
    page.items().forEach(version -> items.add(version.describe(true)));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode listAliases(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    String version = input.text("FunctionVersion").orElse("");
    List<Alias> found =
        function.aliases().stream()
            .filter(alias -> version.isEmpty() || alias.version().equals(version))
            .toList();
    Pages.Page<Alias> page = PAGES.page(found, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Aliases");
    page.items().forEach(alias -> items.add(alias.describe(function.arn())));
    PAGES.write(answer, page.next());
    return answer;
  }

  private ObjectNode getAlias(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    String name = input.required("Name");
    return function
        .alias(name)
        .orElseThrow(() -> notFound("Cannot find alias arn: " + function.arn() + ":" + name))
        .describe(function.arn());
  }

  private ObjectNode getProvisioned(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    Provisioned found = function.provisioned().get(input.required("Qualifier"));
    if (found == null) {
      throw new ServiceException(
          "ProvisionedConcurrencyConfigNotFoundException",
          404,
          "No Provisioned Concurrency Config found for this function",
          Json.object("Type", "User"));
    }
    return found.describe();
  }

  private ObjectNode listProvisioned(Input input) throws ServiceException {
    LambdaFunction function = function(input);
    Pages.Page<Provisioned> page = PAGES.page(List.copyOf(function.provisioned().values()), input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("ProvisionedConcurrencyConfigs");
    page.items()
        .forEach(
            configuration -> {
              ObjectNode item = Json.object();
              item.put("FunctionArn", function.arn() + ":" + configuration.qualifier());
              items.add(item.setAll(configuration.describe()));
            });
    PAGES.write(answer, page.next());
    return answer;
  }
}
