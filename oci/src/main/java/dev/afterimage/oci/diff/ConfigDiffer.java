// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.oci.image.ImageConfig;
import dev.afterimage.oci.image.RunConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compares the configurations of two images, setting by setting. */
final class ConfigDiffer {
  private final List<ConfigChange> changes = new ArrayList<>();

  private ConfigDiffer() {}

  /** Returns the settings that differ; the times of the build are none. */
  static List<ConfigChange> compare(ImageConfig a, ImageConfig b) {
    ConfigDiffer differ = new ConfigDiffer();
    RunConfig runA = a.run();
    RunConfig runB = b.run();
    differ.one("Platform", a.platform().toString(), b.platform().toString());
    differ.one("Entrypoint", list(runA.entrypoint()), list(runB.entrypoint()));
    differ.one("Cmd", list(runA.command()), list(runB.command()));
    differ.one("WorkingDir", runA.workingDirectory(), runB.workingDirectory());
    differ.one("User", runA.user(), runB.user());
    differ.each("Env", runA.environment(), runB.environment());
    differ.each("", runA.others(), runB.others());
    differ.each("Labels", a.labels(), b.labels());
    return differ.changes;
  }

  private static String list(List<String> words) {
    List<String> quoted = words.stream().map(w -> '"' + Secrets.line(w) + '"').toList();
    return words.isEmpty() ? "" : "[" + String.join(", ", quoted) + "]";
  }

  private void one(String field, String a, String b) {
    if (!a.equals(b)) {
      changes.add(new ConfigChange(field, "", set(a), set(b)));
    }
  }

  private static Optional<String> set(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private void each(String field, Map<String, String> a, Map<String, String> b) {
    TreeSet<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      Optional<String> left = Optional.ofNullable(a.get(name));
      Optional<String> right = Optional.ofNullable(b.get(name));
      if (!left.equals(right)) {
        changes.add(
            new ConfigChange(
                field.isEmpty() ? name : field,
                field.isEmpty() ? "" : name,
                Secrets.value(name, left),
                Secrets.value(name, right)));
      }
    }
  }
}
