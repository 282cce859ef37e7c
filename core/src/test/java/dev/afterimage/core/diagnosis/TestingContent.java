// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

/** Files that tell of the content of images, as {@code afterimage image} prints them. */
final class TestingContent {
  private TestingContent() {}

  /** The line that raised in an image, and one value that its module takes at import. */
  static String source(String digest, String error, String kind, boolean used) {
    return "{'afterimage':'source/1','image':{'reference':'worker','digest':'sha256:"
        + digest
        + "'},'error':'"
        + error
        + "','raised':{'how':'trace','path':'/var/task/app.py','line':12,'function':'handler','layer':2,'createdBy':'COPY"
        + " app.py .','excerpt':[{'line':11,'text':'    if late():'},{'line':12,'text':'       "
        + " raise RuntimeError(text)'}]},'state':[{'kind':'"
        + kind
        + "','name':'_START','path':'/var/task/app.py','line':3,'code':'_START = taken()',"
        + "'through':null,'usedByRaiser':"
        + used
        + "}]}";
  }

  /** A search that found no line. */
  static String nothing(String digest, String error) {
    return "{'afterimage':'source/1','image':{'reference':'worker','digest':'sha256:"
        + digest
        + "'},'error':'"
        + error
        + "','raised':null,'state':[]}";
  }

  /** Two images that differ in one file. */
  static String diff(String a, String b, String path) {
    return diff(
        a,
        b,
        "app-changed",
        true,
        "{'path':'"
            + path
            + "','relation':'changed',"
            + "'aspects':['content'],'a':{},'b':{},'packageChanged':false}");
  }

  /** Two images that differ in nothing but times. */
  static String sameContent(String a, String b) {
    return diff(a, b, "rebuilt-without-change", false, "");
  }

  private static String diff(String a, String b, String verdict, boolean differs, String files) {
    return "{'schema':'afterimage/image-diff/1','verdict':'"
        + verdict
        + "','differs':"
        + differs
        + ",'because':'a sentence','a':{'digest':'sha256:"
        + a
        + "'},'b':{'digest':'sha256:"
        + b
        + "'},'config':[],'layers':[],'history':[],'packages':[],'files':["
        + files
        + "],'timesOnly':3,'unlisted':0,'texts':[],'findings':[],'gaps':[]}";
  }
}
