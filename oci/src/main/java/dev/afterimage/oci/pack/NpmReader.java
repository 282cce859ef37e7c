// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.oci.image.ImageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of npm, however deep their node_modules are nested. */
final class NpmReader implements PackageReader {
  /** The directory of a package: up to its name below the innermost node_modules. */
  private static final Pattern PACKAGE =
      Pattern.compile("(.*/node_modules)/((?:@[^/]+/)?[^@./][^/]*)(/.*)?");

  @Override
  public boolean reads(String path) {
    Matcher matcher = PACKAGE.matcher(path);
    return matcher.matches() && "/package.json".equals(matcher.group(3));
  }

  @Override
  public List<InstalledPackage> read(String path, byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.UTF_8);
    JsonNode json = ImageJson.object(text, path);
    Matcher matcher = PACKAGE.matcher(path);
    Optional<String> version = ImageJson.text(json, "version");
    if (version.isEmpty() || !matcher.matches()) {
      return List.of();
    }
    String name = ImageJson.text(json, "name").orElse(matcher.group(2));
    return List.of(new InstalledPackage(Ecosystem.NPM, name, version.get(), matcher.group(1)));
  }

  /** Returns the package.json of the package that a path belongs to. */
  static Optional<String> manifestOf(String path) {
    Matcher matcher = PACKAGE.matcher(path);
    return matcher.matches() && matcher.group(3) != null
        ? Optional.of(matcher.group(1) + "/" + matcher.group(2) + "/package.json")
        : Optional.empty();
  }
}
