// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.network;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import java.util.regex.Pattern;

/** A host's name could not be resolved. */
public final class NameResolution implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "dns",
          "A name could not be resolved",
          Cause.Role.MECHANISM,
          "A resolver's error stands in the failure: ENOTFOUND, EAI_AGAIN, Name or service not known.",
          new Cause.Remedy(
              "Mend the record, enableDnsSupport, the endpoint's private DNS or the resolver",
              "no connection is tried without an address"));

  private static final Pattern SIGN =
      Pattern.compile(
          "\\bENOTFOUND\\b|\\bEAI_AGAIN\\b|\\[Errno -[235]\\]|Name or service not known"
              + "|Temporary failure in name resolution|UnknownHostException|no such host"
              + "|getaddrinfo|NameResolutionError|nodename nor servname|[Cc]ould not resolve host"
              + "|\\blookup [\\w-]+(\\.[\\w-]+)+( on [\\w.:\\[\\]]+)?: |\\bNXDOMAIN\\b|\\bSERVFAIL\\b");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (OwnError.isRefusal(situation.error())) {
      Claims.otherError(situation, weighing, "one of the function, which did not run");
      return;
    }
    LogSign sign = LogSign.of(situation, SIGN);
    if (sign.isSeen()) {
      weighing.crucial(4, "a name was not resolved: " + sign.shown(), sign.refs());
    } else {
      sign.missing(weighing, "a name that cannot be resolved");
    }
  }
}
