// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.cause.GivenError;
import dev.afterimage.core.diagnosis.cause.GivenError.Signs;
import java.util.List;

/** Causes that the runtime names: the code could not be loaded, started, or answered from. */
public final class RuntimeErrors {
  /** How an image or a library of another architecture shows in messages. */
  static final String OTHER_ARCHITECTURE = "exec format error|invalid ELF header|wrong ELF class";

  private RuntimeErrors() {}

  /** Returns the tests, one row a cause. */
  public static List<CauseTest> all() {
    return List.of(
        row(
            "import-module",
            "A module could not be imported",
            "Runtime.ImportModuleError is the error, or the error type of an INIT_REPORT.",
            new Cause.Remedy(
                "Mend the packaging of the module, or go back to the image that had it",
                "no invocation can work without it"),
            Signs.error("Runtime\\.ImportModuleError").unless(OTHER_ARCHITECTURE)),
        row(
            "handler-not-found",
            "The handler is missing in its module",
            "Runtime.HandlerNotFound or Runtime.MalformedHandlerName is the error.",
            new Cause.Remedy(
                "Mend Handler, or CMD of the image: module and function must both exist",
                "the module loads, and the named handler is not in it"),
            Signs.error("Runtime\\.(HandlerNotFound|MalformedHandlerName)")),
        row(
            "user-syntax",
            "The module does not parse",
            "Runtime.UserCodeSyntaxError is the error.",
            new Cause.Remedy(
                "Mend the source, or build for the interpreter that runs it",
                "the runtime refuses the module before any line of it runs"),
            Signs.error("Runtime\\.UserCodeSyntaxError")),
        row(
            "invalid-entrypoint",
            "The image's entry point cannot be run",
            "Runtime.InvalidEntrypoint is the error, and not for another architecture.",
            new Cause.Remedy(
                "Give ENTRYPOINT an absolute path to an executable file, and no empty override",
                "nothing of the image runs"),
            Signs.error("Runtime\\.InvalidEntrypoint").unless(OTHER_ARCHITECTURE)),
        row(
            "invalid-workdir",
            "The image's working directory is missing",
            "Runtime.InvalidWorkingDir is the error.",
            new Cause.Remedy(
                "Mend WORKDIR of the image, or the function's WorkingDirectory",
                "the process cannot start in a folder that is not there"),
            Signs.error("Runtime\\.InvalidWorkingDir(ectory)?")),
        row(
            "extension-fail",
            "An extension failed",
            "An error of an extension is the error, or the error type of a report.",
            new Cause.Remedy(
                "Pin the layer of the extension to the version that worked",
                "a failing extension fails the whole sandbox"),
            Signs.error("Extension\\.\\w+")),
        row(
            "marshal",
            "The handler's result cannot be serialised",
            "Runtime.MarshalError is the error.",
            new Cause.Remedy(
                "Turn the result into plain JSON before returning it",
                "the handler had done its work; its side effects stand"),
            Signs.error("Runtime\\.MarshalError")),
        row(
            "response-too-large",
            "The response is larger than Lambda allows",
            "Function.ResponseSizeTooLarge is the error.",
            new Cause.Remedy(
                "Return a pointer to an object in S3 instead of the data",
                "a synchronous response may have 6 MB"),
            Signs.error("Function\\.ResponseSizeTooLarge")));
  }

  private static CauseTest row(
      String id, String title, String crucial, Cause.Remedy remedy, Signs signs) {
    Cause cause = new Cause(id, title, Cause.Role.MECHANISM, crucial, remedy);
    return new GivenError(cause, signs, crucial.substring(0, crucial.indexOf(" is the error")));
  }
}
