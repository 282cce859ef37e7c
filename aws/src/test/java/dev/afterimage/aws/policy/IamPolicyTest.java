// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.afterimage.aws.call.ApiCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policy in docs allows what code calls, and nothing else. */
class IamPolicyTest {
  private static final Path FILE =
      Path.of(System.getProperty("afterimage.root", ".."), "docs/iam-policy.json");
  private static final String CLIENTS = "software.amazon.awssdk.services.";
  private static final Set<String> NO_OPERATIONS =
      Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.afterimage");

  @Test
  void file_isWhatTheTableGives() throws IOException {
    assertThat(FILE).hasContent(IamPolicy.json());
  }

  @Test
  void policy_allowsTheActionsOfTheTableOnly() throws IOException {
    Set<String> table = new TreeSet<>();
    Arrays.stream(ApiCall.values()).map(ApiCall::iamAction).forEach(table::add);
    Set<String> allowed = new TreeSet<>();
    for (JsonNode statement :
        new ObjectMapper().readTree(Files.readString(FILE)).get("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      statement.path("Action").forEach(action -> allowed.add(action.asText()));
    }
    assertThat(allowed).isEqualTo(table).noneMatch(action -> action.contains("*"));
  }

  @Test
  void code_callsOperationsOfTheTableOnly() {
    Set<String> called =
        operations(CODE.stream()).map(IamPolicyTest::operation).collect(Collectors.toSet());
    Set<String> table =
        Arrays.stream(ApiCall.values())
            .map(call -> call.operation().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(called).isEqualTo(table);
  }

  @Test
  void code_callsOperationsThroughTheTableOnly() {
    assertThat(operations(CODE.stream()).map(access -> access.getOriginOwner().getName()))
        .isNotEmpty()
        .allMatch(name -> name.equals(ApiCall.class.getName()));
  }

  @Test
  void everyCall_isMadeSomewhere() {
    Set<String> used =
        CODE.stream()
            .filter(type -> !type.isEquivalentTo(ApiCall.class))
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .map(JavaAccess::getTarget)
            .filter(target -> target.getOwner().isEquivalentTo(ApiCall.class))
            .map(AccessTarget::getName)
            .collect(Collectors.toSet());
    assertThat(used).containsAll(Arrays.stream(ApiCall.values()).map(ApiCall::name).toList());
  }

  @Test
  void everyAction_isAReadingOne() {
    assertThat(Arrays.stream(ApiCall.values()).map(ApiCall::operation))
        .allMatch(name -> name.matches("(Describe|Get|List|Lookup|Filter|BatchGet).*"));
  }

  /** Calls of a client, and references to its methods. */
  private static Stream<JavaAccess<?>> operations(Stream<JavaClass> types) {
    return types
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .<JavaAccess<?>>map(access -> access)
        .filter(access -> isClient(access.getTargetOwner()))
        .filter(access -> !NO_OPERATIONS.contains(access.getName()));
  }

  private static boolean isClient(JavaClass owner) {
    return owner.getPackageName().startsWith(CLIENTS) && owner.getSimpleName().endsWith("Client");
  }

  private static String operation(JavaAccess<?> access) {
    return access.getName().toLowerCase(java.util.Locale.ROOT);
  }
}
