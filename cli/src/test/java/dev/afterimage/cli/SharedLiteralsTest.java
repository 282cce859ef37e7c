// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.lab.world.World;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The judge must not know the lab by its words: a text of more than twelve characters that both
 * hold is AWS's own, a cause's id, or the message of an argument check.
 */
class SharedLiteralsTest {
  private static final int SHORT = 12;

  /** Errors and log records of AWS, its operations, and the events of a history. */
  private static final Pattern AWS =
      Pattern.compile(
          "(States|Lambda|Runtime|platform)\\.\\w+"
              + "|(Get|Describe|List|Update|Put|Create|Delete|Publish|Remove|Stop|Start|Rotate"
              + "|Batch|Add|Set|Authorize|Revoke|Modify|Replace|Associate|Disassociate|Disable"
              + "|Schedule|Detach|Attach|Lookup|Filter|Tag)[A-Z]\\w+"
              + "|\\w+(Entered|Exited|Scheduled|Started|Succeeded|Failed|TimedOut|Aborted"
              + "|Submitted|Redriven|EventDetails)");

  private static final Pattern CHECK = Pattern.compile("\\w+ is null");

  /** The component names of a record, as its toString is compiled. */
  private static final Pattern COMPONENTS = Pattern.compile("\\w+(;\\w+)+");

  @Test
  void core_holdsNoWordsOfTheLab() throws IOException {
    Set<String> shared = literals(World.class, "dev.afterimage.lab");
    shared.retainAll(literals(EvidenceReader.class, "dev.afterimage.core"));
    Set<String> ids =
        Catalogue.entries().stream().map(e -> e.cause().id()).collect(Collectors.toSet());
    List<String> names = names();

    assertThat(shared).hasSizeGreaterThan(100);
    shared.removeIf(text -> ids.contains(text) || names.contains(text) || isPlain(text));
    assertThat(shared).isEmpty();
  }

  private static boolean isPlain(String text) {
    return AWS.matcher(text).matches()
        || CHECK.matcher(text).matches()
        || COMPONENTS.matcher(text).matches();
  }

  /** Names of members, metrics and errors in AWS's API models. */
  private static List<String> names() throws IOException {
    try (InputStream in = SharedLiteralsTest.class.getResourceAsStream("aws-names.txt")) {
      assertThat(in).isNotNull();
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    }
  }

  private static Set<String> literals(Class<?> neighbour, String root) throws IOException {
    Set<String> literals = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root)) {
      String file = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream in = neighbour.getResourceAsStream(file)) {
        if (in != null) {
          literals.addAll(constants(new DataInputStream(in)));
        }
      }
    }
    literals.removeIf(text -> text.length() <= SHORT);
    return literals;
  }

  /** Reads the string constants of a class file: The Java Virtual Machine Specification, 4.4. */
  private static List<String> constants(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    String[] texts = new String[in.readUnsignedShort()];
    List<Integer> strings = new ArrayList<>();
    for (int i = 1; i < texts.length; i++) {
      switch (in.readUnsignedByte()) {
        case 1 -> texts[i] = in.readUTF();
        case 8 -> strings.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        default -> in.skipNBytes(4);
      }
    }
    return strings.stream().map(index -> texts[index]).toList();
  }
}
