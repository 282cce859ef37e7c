// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages whose sources are understood. */
public enum Language {
  PYTHON(List.of("py")),
  JAVASCRIPT(List.of("js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx")),
  JAVA(List.of("java", "kt"));

  private final List<String> extensions;

  Language(List<String> extensions) {
    this.extensions = extensions;
  }

  /** Returns the language of a file, told by its name. */
  public static Optional<Language> of(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (Language language : values()) {
      if (language.extensions.contains(extension)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /** Returns the statements of a source text. */
  List<CodeLine> scan(String source) {
    return this == PYTHON ? PythonScanner.scan(source) : BraceScanner.scan(source, this == JAVA);
  }
}
