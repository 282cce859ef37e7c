// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** Runs commands as the launcher does, in this process. */
final class TestingCli {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestingCli() {}

  /** What a command printed, and its exit status. */
  record Result(int status, String out, String err) {
    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + out + err, e);
      }
    }

    /** Returns the hypothesis of a cause. */
    JsonNode hypothesis(String id) {
      for (JsonNode hypothesis : json().path("hypotheses")) {
        if (hypothesis.path("id").asText().equals(id)) {
          return hypothesis;
        }
      }
      throw new AssertionError("no hypothesis " + id);
    }

    String verdict(String id) {
      return hypothesis(id).path("verdict").asText();
    }
  }

  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Result(status, out.toString(), err.toString());
  }

  /** Explains a case and returns its JSON report. */
  static Result explain(Path evidence) {
    return run("explain", "--evidence", evidence.toString(), "--format", "json");
  }

  /** Returns the example of the checkout. */
  static Path example() {
    return root().resolve("examples/embedding-line-ingest");
  }

  /** Returns the checkout. */
  static Path root() {
    return Path.of(System.getProperty("afterimage.root", ".."));
  }
}
