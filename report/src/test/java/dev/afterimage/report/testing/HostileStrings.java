// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Two hundred strings that try to run, to break out of where they stand, or to spoil what stands
 * around them. Each that would run code sets {@code window.hostile}.
 */
public final class HostileStrings {
  private static final List<String> MARKUP =
      List.of(
          "<script>window.hostile=1</script>",
          "</script><script>window.hostile=1</script>",
          "</style><script>window.hostile=1</script>",
          "</title><script>window.hostile=1</script>",
          "<img src=x onerror=window.hostile=1>",
          "<svg onload=window.hostile=1>",
          "<svg><script>window.hostile=1</script></svg>",
          "\" onmouseover=\"window.hostile=1",
          "' onfocus='window.hostile=1' autofocus='",
          "\"><script>window.hostile=1</script>",
          "javascript:window.hostile=1",
          "<a href=\"javascript:window.hostile=1\">x</a>",
          "<iframe srcdoc=\"<script>parent.hostile=1</script>\"></iframe>",
          "<base href=\"http://evil.example/\">",
          "<meta http-equiv=refresh content=\"0;url=javascript:window.hostile=1\">",
          "<link rel=stylesheet href=http://evil.example/x.css>",
          "<style>*{display:none}</style>",
          "<form action=http://evil.example><button>x</button></form>",
          "<details open ontoggle=window.hostile=1>",
          "<math><mtext><img src=x onerror=window.hostile=1></mtext></math>",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "<?xml version=\"1.0\"?>",
          "&lt;script&gt;",
          "&#x3c;script&#x3e;window.hostile=1",
          "<template><script>window.hostile=1</script></template>",
          "<object data=\"data:text/html,<script>window.hostile=1</script>\">",
          "<video><source onerror=window.hostile=1></video>",
          "${7*7}",
          "#{7*7}",
          "{{constructor.constructor('window.hostile=1')()}}",
          "$unsafe{x}",
          "@template.layout()",
          "`${window.hostile=1}`",
          "\\u003cscript\\u003ewindow.hostile=1",
          "__proto__",
          "constructor",
          "toString");

  private static final List<String> MARKDOWN =
      List.of(
          "# heading",
          "| a | b |",
          "```\nout of the block\n```",
          "~~~",
          "[x](javascript:window.hostile=1)",
          "![x](http://evil.example/x.png)",
          "*bold* _em_ ~~gone~~",
          "<details><summary>x</summary>",
          "\\|",
          "- [ ] task",
          "> quote",
          "---",
          "@everyone",
          "$$x$$",
          "end\nsubgraph x",
          "\"]:::added\n  x[\"");

  private static final List<String> CONTROL =
      List.of(
          "\u001B[31mred",
          "\u001B[2J\u001B[H",
          "\u001B]0;title\u0007",
          "\u001B]8;;http://evil.example\u001B\\link\u001B]8;;\u001B\\",
          "\u009B31m",
          "\u0000",
          "a\u0000b",
          "\b\b\b\b",
          "line\r\nline",
          "back\rover",
          "\u0007\u0007",
          "\u000B\u000C",
          "\u007F",
          "\u0085",
          "\u2028window.hostile=1",
          "\u2029",
          "\uFEFF",
          "\uFFFE",
          "\uD800",
          "\uDC00\uD800",
          "\uE000",
          "\u202Eevil\u202C",
          "\u202A\u202B\u202D",
          "\u2066\u2067\u2068\u2069",
          "\u200E\u200F\u061C",
          "\u200B\u200C\u200D\u2060",
          "\u00AD",
          "\u180E",
          "\uFFF9\uFFFA\uFFFB",
          "\uDB40\uDC41\uDB40\uDC42",
          "\u0644\u0627 \u05D0\u05D1",
          "Z" + "\u0300".repeat(300),
          "\uFDFD".repeat(40),
          "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\uD808\uDC31".repeat(30));

  private static final List<String> OTHER =
      List.of(
          "",
          " ",
          "\t",
          "\n",
          "null",
          "undefined",
          "NaN",
          "-1",
          "1e309",
          "true",
          "{}",
          "[]",
          "{\"a\":{\"b\":[1,2,{\"c\":\"</script>\"}]}}",
          "{\"__proto__\":{\"hostile\":1}}",
          "\"",
          "'",
          "\\",
          "\\\"",
          "/",
          "~",
          "~0~1",
          "/a~1b/~0",
          "..",
          "../../etc/passwd",
          "C:\\con",
          "%00",
          "%3Cscript%3E",
          "a/b[0]/c#2",
          "[",
          "]",
          "' OR '1'='1",
          "; rm -rf /",
          "$(id)",
          "|id",
          "=1+1",
          "file:///etc/passwd",
          "http://evil.example/?q=<x>",
          "data:text/html,<script>window.hostile=1</script>");

  private HostileStrings() {}

  /** Returns the strings, two hundred of them; the long ones are up to a megabyte. */
  public static List<String> all() {
    List<String> all = new ArrayList<>();
    all.addAll(MARKUP);
    all.addAll(MARKDOWN);
    all.addAll(CONTROL);
    all.addAll(OTHER);
    all.add("x".repeat(1 << 20));
    all.add("word ".repeat(50_000));
    all.add("<b>".repeat(100_000));
    all.add("\u001B[5m".repeat(20_000));
    all.add("\n".repeat(5_000));
    all.add("[".repeat(3_000));
    // What runs alone may be held back where it stands: each runs again behind a text that opens
    // it.
    for (String opening : List.of("\">", "'>", "-->", "</textarea>", "*/", "\n\n", "`", "\\\"")) {
      MARKUP.stream().limit(10).forEach(text -> all.add(opening + text));
    }
    return all.subList(0, 200);
  }
}
