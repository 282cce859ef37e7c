// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the modules: nothing to the left knows what stands to its right. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.afterimage");

  @Test
  void modules_knowOnlyWhatStandsToTheirLeft() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy("dev.afterimage.core..")
        .layer("aws")
        .definedBy("dev.afterimage.aws..")
        .layer("oci")
        .definedBy("dev.afterimage.oci..")
        .layer("report")
        .definedBy("dev.afterimage.report..")
        .layer("lab")
        .definedBy("dev.afterimage.lab..")
        .layer("web")
        .definedBy("dev.afterimage.web..")
        .layer("fleet")
        .definedBy("dev.afterimage.fleet..")
        .layer("cli")
        .definedBy("dev.afterimage.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("lab")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("fleet")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("oci")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("web", "cli")
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("oci", "aws", "report", "fleet", "web", "cli")
        .check(CLASSES);
  }

  @Test
  void sdk_isKnownToTheCollectorOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.afterimage.aws..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(CLASSES);
  }

  @Test
  void collector_isReachedThroughOneClassOfTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("dev.afterimage.cli..")
        .and()
        .haveNameNotMatching(".*\\.Live(Case|Images)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.afterimage.aws.ask..", "dev.afterimage.aws.redact..", "dev.afterimage.aws.run..")
        .check(CLASSES);
  }

  /** What judges the lab's cases must not share a line with what makes them. */
  @Test
  void lab_standsAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.afterimage.lab..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.afterimage..")
                .and(resideOutsideOfPackage("dev.afterimage.lab..")))
        .check(CLASSES);
  }

  @Test
  void modules_haveNoCycles() {
    slices().matching("dev.afterimage.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
