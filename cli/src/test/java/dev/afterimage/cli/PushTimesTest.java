// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newer image was pushed before the second run and no function was updated: whoever takes the
 * newest image pushed before a run for the one that ran is wrong.
 */
class PushTimesTest {
  private static final Pattern FUNCTION = Pattern.compile("function:([A-Za-z0-9_-]+)");

  @TempDir Path temp;
  private TestingLive lab;

  @BeforeEach
  void serve() throws IOException {
    lab = new TestingLive(temp, "tag-moved");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static ObjectNode request() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The newest image pushed before the start of an execution, of each function it called. */
  private Map<String, String> guessed(String execution) throws ServiceException {
    ObjectNode listing = request().put("stateMachineArn", machine(execution));
    double start = 0;
    for (JsonNode item :
        lab.answer("states", "ListExecutions", listing.put("maxResults", 1000))
            .path("executions")) {
      if (item.path("executionArn").asText().equals(execution)) {
        start = item.path("startDate").asDouble();
      }
    }
    assertThat(start).isPositive();
    Map<String, String> images = new TreeMap<>();
    for (String function : functions(execution)) {
      images.put(function, newestBefore(repository(function), start));
    }
    return images;
  }

  private static String machine(String execution) {
    return execution.replaceFirst(":execution:", ":stateMachine:").replaceFirst(":[^:]+$", "");
  }

  /** Of one page of the history. */
  private Set<String> functions(String execution) throws ServiceException {
    ObjectNode asked = request().put("executionArn", execution).put("maxResults", 1000);
    Set<String> names = new TreeSet<>();
    for (JsonNode event : lab.answer("states", "GetExecutionHistory", asked).path("events")) {
      String parameters = event.at("/taskScheduledEventDetails/parameters").asText();
      String resource = event.at("/lambdaFunctionScheduledEventDetails/resource").asText();
      Matcher name = FUNCTION.matcher(parameters + resource);
      if (name.find()) {
        names.add(name.group(1));
      }
    }
    assertThat(names).isNotEmpty();
    return names;
  }

  private String repository(String function) throws ServiceException {
    String uri =
        lab.answer("lambda", "GetFunction", request().put("FunctionName", function))
            .at("/Code/ImageUri")
            .asText();
    return uri.substring(uri.indexOf('/') + 1).replaceFirst("[:@].*", "");
  }

  private String newestBefore(String repository, double start) throws ServiceException {
    String newest = "";
    double newestAt = 0;
    for (JsonNode image :
        lab.answer("ecr", "DescribeImages", request().put("repositoryName", repository))
            .path("imageDetails")) {
      double at = image.path("imagePushedAt").asDouble();
      if (at <= start && at > newestAt) {
        newestAt = at;
        newest = image.path("imageDigest").asText();
      }
    }
    return newest;
  }

  @Test
  void guessingByPushTimes_reportsOtherImages_whereOursProvesTheSame() throws Exception {
    Map<String, String> guessedA = guessed(lab.good());
    Map<String, String> guessedB = guessed(lab.bad());
    guessedA.keySet().retainAll(guessedB.keySet());
    assertThat(guessedB).isNotEmpty().isNotEqualTo(guessedA);

    TestingCli.Result live =
        lab.run(
            "compare",
            lab.good(),
            lab.bad(),
            "--keep",
            temp.resolve("case").toString(),
            "--format",
            "json");
    assertThat(live.status()).as(live.err()).isZero();
    JsonNode images = live.json().path("images");
    assertThat(images.path("verdict").asText()).isEqualTo("same");
    Set<String> proved = new TreeSet<>();
    for (JsonNode function : images.path("functions")) {
      if (guessedB.containsKey(function.path("function").asText())) {
        assertThat(function.path("verdict").asText()).isEqualTo("same");
        assertThat(function.at("/a/0/grade").asText()).isEqualTo("proved");
        assertThat(function.at("/b/0/grade").asText()).isEqualTo("proved");
        proved.add(function.path("function").asText());
      }
    }
    assertThat(proved).isEqualTo(guessedB.keySet());
  }
}
