// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.oci.testing.TestingImage;
import dev.afterimage.oci.testing.TestingImages;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceLinesTest {
  private static final String GUARD =
      """
      import time

      LIMIT = 900


      class Watch:
          def __init__(self, budget):
              self.began = time.monotonic()
              self.budget = budget

          def check(self, what):
              if time.monotonic() - self.began > self.budget:
                  raise RuntimeError(f"Job {what} went past its budget")


      WATCH = Watch(LIMIT)
      """;

  private static final String HANDLER =
      """
      from watch import WATCH


      def handler(event, context):
          WATCH.check(event["name"])
          return {"ok": True}
      """;

  private static TestingImage image(String path, String source) {
    return new TestingImage().layer("COPY src /var/task", new TestingTar().file(path, source));
  }

  private static Optional<RaisingLine> find(TestingImage image, String error) throws IOException {
    return new SourceLines(TestingImages.tree(image)).find(error);
  }

  private static List<String> states(String path, String source, int line) throws IOException {
    Language language = Language.of(path).orElseThrow();
    String frame =
        switch (language) {
          case PYTHON -> "File \"/" + path + "\", line " + line + ", in handler";
          case JAVASCRIPT -> "at handler (/" + path + ":" + line + ":1)";
          case JAVA -> "at app.Handler.handle(Handler.java:" + line + ")";
        };
    return find(image(path, source), frame).orElseThrow().state().stream()
        .map(s -> s.kind().id() + " " + s.name() + (s.usedByRaiser() ? " used" : ""))
        .toList();
  }

  @Test
  void pythonTrace_withHardSpaces_leadsToTheLine() throws IOException {
    TestingImage image =
        new TestingImage()
            .layer(
                "COPY src /var/task",
                new TestingTar().file("var/task/watch.py", GUARD).file("var/task/app.py", HANDLER));
    String error =
        """
        [ERROR] RuntimeError: Job x went past its budget
        Traceback (most recent call last):
        \u00a0\u00a0File "/var/task/app.py", line 5, in handler
        \u00a0\u00a0\u00a0\u00a0WATCH.check(event["name"])
        \u00a0\u00a0File "/var/task/watch.py", line 13, in check
        """;
    RaisingLine line = find(image, error).orElseThrow();
    assertThat(line.how()).isEqualTo(RaisingLine.How.TRACE);
    assertThat(line.place().path()).isEqualTo("/var/task/watch.py");
    assertThat(line.function()).isEqualTo("Watch.check");
    assertThat(line.place().instruction()).contains("COPY src /var/task");
    ModuleState state = line.state().get(0);
    assertThat(state.kind()).isEqualTo(StateKind.CLOCK);
    assertThat(state.usedByRaiser()).isTrue();
    assertThat(state.code()).isEqualTo("WATCH = Watch(LIMIT)");
    assertThat(state.through().map(SourcePlace::line)).contains(8);
  }

  @Test
  void jsonStackTrace_leadsToTheLine() throws IOException {
    String error =
        "{\"errorMessage\": \"x\", \"stackTrace\": [\"  File \\\"/var/task/app.py\\\", line 5, in handler\\n\"]}";
    assertThat(find(image("var/task/app.py", HANDLER), error).map(l -> l.place().line()))
        .contains(5);
  }

  @Test
  void textAlone_fitsTheLiteralWithItsPlaceholder() throws IOException {
    RaisingLine line =
        find(image("var/task/watch.py", GUARD), "RuntimeError: Job merge-7 went past its budget")
            .orElseThrow();
    assertThat(line.how()).isEqualTo(RaisingLine.How.TEXT);
    assertThat(line.place().line()).isEqualTo(13);
  }

  @Test
  void text_thatNoLiteralMakes_leadsNowhere() throws IOException {
    assertThat(find(image("var/task/watch.py", GUARD), "KeyError: 'name'")).isEmpty();
  }

  @Test
  void text_thatTwoLinesMake_leadsNowhere() throws IOException {
    String twice =
        "def a():\n    raise E('the same words here')\ndef b():\n    raise E('the same words here')\n";
    assertThat(find(image("var/task/a.py", twice), "E: the same words here")).isEmpty();
  }

  @Test
  void literal_ofAPackage_isNotSearched() throws IOException {
    assertThat(find(image("var/task/site-packages/w.py", GUARD), "Job x went past its budget"))
        .isEmpty();
  }

  @Test
  void trace_intoAnotherImage_leadsNowhere() throws IOException {
    assertThat(find(image("var/task/app.py", HANDLER), "File \"/var/task/other.py\", line 3, in f"))
        .isEmpty();
  }

  @Test
  void trace_beyondTheEndOfAFile_isNotOfThisImage() throws IOException {
    TestingImage image = image("var/task/watch.py", GUARD);
    String trace =
        "File \"/var/task/watch.py\", line 5, in a\nFile \"/var/task/watch.py\", line 900, in b\n";
    assertThat(find(image, trace)).isEmpty();
    assertThat(find(image, trace + "RuntimeError: Job x went past its budget"))
        .get()
        .returns(RaisingLine.How.TEXT, RaisingLine::how)
        .returns(13, line -> line.place().line());
  }

  @Test
  void trace_thatEndsInALibrary_showsTheOwnLineFirst() throws IOException {
    TestingImage image =
        new TestingImage()
            .layer(
                "COPY . .",
                new TestingTar()
                    .file("var/task/app.py", HANDLER)
                    .file("var/lang/lib/python3.12/json/decoder.py", "x = 1\n"));
    String error =
        """
        File "/var/task/app.py", line 5, in handler
        File "/var/lang/lib/python3.12/json/decoder.py", line 1, in decode
        """;
    RaisingLine line = find(image, error).orElseThrow();
    assertThat(line.place().path()).isEqualTo("/var/task/app.py");
    assertThat(line.raisedIn().map(SourcePlace::path))
        .contains("/var/lang/lib/python3.12/json/decoder.py");
  }

  @Test
  void nodeTrace_leadsToTheLine() throws IOException {
    String source = "exports.handler = async () => {\n  throw new Error('x');\n};\n";
    String error =
        "Error: x\n    at exports.handler (/var/task/index.js:2:9)\n    at node:internal/x:1:1";
    assertThat(find(image("var/task/index.js", source), error).map(l -> l.place().line()))
        .contains(2);
  }

  @Test
  void javaTrace_leadsToTheSourceWhereItIsThere() throws IOException {
    String source =
        "package app;\nclass Handler {\n  void handle() {\n    throw new E();\n  }\n}\n";
    String error = "java.lang.E: x\n\tat app.Handler.handle(Handler.java:4)\n";
    assertThat(
            find(image("var/task/src/app/Handler.java", source), error).map(l -> l.place().line()))
        .contains(4);
    assertThat(find(image("var/task/src/other/Handler.java", source), error)).isEmpty();
  }

  @Test
  void symlinkedFile_isFollowedWithinTheImage() throws IOException {
    TestingTar tar =
        new TestingTar()
            .file("srv/app.py", HANDLER)
            .symlink("var/task/app.py", "../../../srv/app.py");
    TestingImage image = new TestingImage().layer("COPY . .", tar);
    assertThat(
            find(image, "File \"/var/task/app.py\", line 5, in handler").map(l -> l.place().path()))
        .contains("/srv/app.py");
  }

  @Test
  void python_stateTakenAtImport_isFound() throws IOException {
    String source =
        """
        import time, boto3
        STARTED = time.time()
        TOKEN = boto3.client("secretsmanager").get_secret_value(SecretId="x")["SecretString"]
        TABLE = boto3.resource("dynamodb").Table("t")
        SEEN = []
        def handler(event, context):
            SEEN.append(event)
            return time.time() - STARTED
        """;
    assertThat(states("var/task/app.py", source, 7))
        .contains("clock STARTED used", "mutable SEEN used", "connection TABLE")
        .anyMatch(s -> s.startsWith("token TOKEN"));
  }

  @Test
  void python_decoratorThatTakesAClock_isFound() throws IOException {
    String source =
        """
        import time
        def limited(seconds):
            started = time.time()
            def wrap(f):
                def inner(*a):
                    if time.time() - started > seconds:
                        raise RuntimeError("too late")
                    return f(*a)
                return inner
            return wrap
        @limited(900)
        def handler(event, context):
            return 1
        """;
    assertThat(states("var/task/app.py", source, 7)).containsExactly("clock limited used");
  }

  @Test
  void python_whatRunsInAFunction_isNoState() throws IOException {
    String source =
        """
        import time
        LIMIT = 900
        NAMES = ["a", "b"]
        now = lambda: time.time()
        TEXT = "started = time.time()"
        # started = time.time()
        DOC = '''
        started = time.time()
        '''
        class Timer:
            def start(self):
                self.at = time.time()
        def handler(event, context):
            started = time.time()
            found = [NAMES[0]]
            found.append(1)
            return started
        """;
    assertThat(states("var/task/app.py", source, 14)).isEmpty();
  }

  @Test
  void javascript_stateTakenAtImport_isFound() throws IOException {
    String source =
        """
        const started = Date.now();
        const client = new S3Client({ region: 'x' });
        const cache = new Map();
        exports.handler = async (event) => {
          cache.set(event.id, 1);
          if (Date.now() - started > 10) { throw new Error('late'); }
        };
        """;
    assertThat(states("var/task/index.js", source, 6))
        .containsExactlyInAnyOrder("clock started used", "connection client", "mutable cache used");
  }

  @Test
  void javascript_whatRunsInAFunction_isNoState() throws IOException {
    String source =
        """
        const limit = 900;
        const now = () => Date.now();
        const names = ['a'];
        function start() { const at = Date.now(); return at; }
        exports.handler = async (event) => {
          const started = Date.now();
          for (const n of names) { if (n) { start(); } }
          return started; // const x = Date.now();
        };
        """;
    assertThat(states("var/task/index.js", source, 6)).isEmpty();
  }

  @Test
  void java_staticState_isFound() throws IOException {
    String source =
        """
        package app;
        class Handler {
          private static final long STARTED = System.currentTimeMillis();
          private static final Map<String, String> CACHE = new HashMap<>();
          void handle() {
            CACHE.put("a", "b");
            if (System.currentTimeMillis() - STARTED > 1) { throw new E("late"); }
          }
        }
        """;
    assertThat(states("var/task/app/Handler.java", source, 7))
        .containsExactlyInAnyOrder("clock STARTED used", "mutable CACHE used");
  }

  @Test
  void java_fieldOfAHandler_livesAsLongAsTheProcess() throws IOException {
    String source =
        """
        package app;
        public class Handler implements RequestHandler<A, B> {
          private final Instant opened = Instant.now();
          public B handle(A a, Context c) {
            return use(opened);
          }
        }
        """;
    assertThat(states("var/task/app/Handler.java", source, 5)).containsExactly("clock opened used");
  }

  @Test
  void java_whatRunsInAMethodOrPerObject_isNoState() throws IOException {
    String source =
        """
        package app;
        class Handler {
          private static final int LIMIT = 900;
          private final Instant made = Instant.now();
          void handle() {
            long started = System.nanoTime();
            List<String> found = new ArrayList<>();
            found.add("x");
          }
        }
        """;
    assertThat(states("var/task/app/Handler.java", source, 6)).isEmpty();
  }

  @Test
  void excerpt_masksSecrets() throws IOException {
    String source = "API_KEY = \"abcd1234efgh5678\"\ndef handler(e, c):\n    raise E()\n";
    RaisingLine line =
        find(image("var/task/app.py", source), "File \"/var/task/app.py\", line 3, in handler")
            .orElseThrow();
    assertThat(line.place().excerpt().get(0)).isEqualTo("API_KEY = \"[redacted]\"");
  }
}
