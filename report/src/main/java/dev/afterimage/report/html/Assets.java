// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The style and the script of a page, inlined, and the policy that lets a browser run them and
 * nothing else.
 */
public record Assets(String style, String script) {
  private static final List<String> SCRIPTS =
      List.of(
          "core", "evidence", "steps", "table", "scale", "lanes", "sandboxes", "timeline", "page");

  /** Returns what the report's page needs. */
  static Assets ofReport() {
    StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
    SCRIPTS.forEach(name -> script.append(read(name + ".js")));
    return new Assets(read("page.css"), script.append("})();\n").toString());
  }

  /** Returns the style of the report, with a script of one's own. */
  public static Assets with(String script) {
    return new Assets(read("page.css"), script);
  }

  /** Returns the Content-Security-Policy of a page that also sends forms and asks its server. */
  public String policyOfServer() {
    return policy().replace("form-action 'none'", "form-action 'self'") + "; connect-src 'self'";
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the Content-Security-Policy: this style, this script, and no request to anywhere. */
  public String policy() {
    return "default-src 'none'; script-src '"
        + hash(script)
        + "'; style-src '"
        + hash(style)
        + "'; img-src data:; base-uri 'none'; form-action 'none'";
  }

  /** Returns a text's hash as a policy names it. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
