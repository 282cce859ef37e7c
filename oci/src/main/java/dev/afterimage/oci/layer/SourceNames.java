// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells by its name which file is a source or a configuration, whose text is worth showing. */
public final class SourceNames {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "py",
          "js",
          "mjs",
          "cjs",
          "ts",
          "mts",
          "cts",
          "jsx",
          "tsx",
          "java",
          "kt",
          "scala",
          "groovy",
          "rb",
          "go",
          "rs",
          "php",
          "cs",
          "sh",
          "bash",
          "lua",
          "pl",
          "r",
          "sql",
          "json",
          "yaml",
          "yml",
          "toml",
          "ini",
          "cfg",
          "conf",
          "properties",
          "xml",
          "html",
          "css",
          "txt",
          "md",
          "env",
          "graphql",
          "proto",
          "tf",
          "j2",
          "tmpl");

  /** Where Lambda and its base images keep the code of a function. */
  private static final List<String> CODE =
      List.of("/var/task/", "/function/", "/app/", "/opt/", "/usr/src/app/", "/home/");

  private SourceNames() {}

  /** Whether a path, which starts with a slash, names a source. */
  public static boolean isSource(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int point = name.lastIndexOf('.');
    boolean known =
        point >= 0 && EXTENSIONS.contains(name.substring(point + 1).toLowerCase(Locale.ROOT));
    boolean script =
        point < 0 && (path.contains("/bin/") || isCode(path) || path.startsWith("/etc/"));
    return (known || script) && !path.contains(".dist-info/") && !path.contains(".egg-info/");
  }

  /** Whether a path, which starts with a slash, lies where the code of a function does. */
  public static boolean isCode(String path) {
    return CODE.stream().anyMatch(path::startsWith);
  }
}
