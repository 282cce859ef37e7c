// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.cause.Follows;
import java.util.regex.Pattern;

/** A date was reached that ends something for every process: a certificate, a licence, a link. */
public final class ClockExpiry implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "clock-expiry",
          "A date was reached for everyone",
          Cause.Role.MECHANISM,
          "Something says that it has expired, in processes of every age, fresh ones included.",
          new Cause.Remedy(
              "Renew what has expired, and compute signatures at the call",
              "the date holds for every process"));

  private static final Pattern SIGN =
      Pattern.compile(
          "certificate (has expired|is not yet valid|verify failed[^\\n]*expired)"
              + "|CERT_HAS_EXPIRED|CertificateExpiredException|Request has expired"
              + "|Signature expired|RequestTimeTooSkewed|licen[cs]e[^\\n]{0,30}expired"
              + "|URL[^\\n]{0,20}expired|x509: certificate has expired"
              + "|([Ll]icen[cs]e|[Cc]ertificate|[Ll]ease)[^\\n]{0,20}valid until \\d{4}-");

  /** What a process can have made at its start and hold on to: a signed link, a request. */
  private static final Pattern HELD =
      Pattern.compile("Request has expired|Signature expired|URL[^\\n]{0,20}expired");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, SIGN);
    if (!sign.isSeen()) {
      sign.missing(weighing, "an expiry");
      return;
    }
    weighing.supports(3, "something had expired: " + sign.shown(), sign.refs());
    boolean youngWorked = Follows.age(situation) && !situation.trials().ok(Trial.Side.B).isEmpty();
    if (youngWorked) {
      weighing.contradicts(
          3,
          "young processes of the same run worked",
          Trials.refs(situation.trials().ok(Trial.Side.B)));
    } else if (Follows.age(situation)
        && !Follows.alsoCold(situation)
        && LogSign.of(situation, HELD).isSeen()) {
      weighing.supports(0.5, "only old processes failed, and no fresh one is known", sign.refs());
      weighing.wouldDecide(
          WouldDecide.experiment(
              "a fresh process fails as well where the date holds for all",
              "invoke the function with the same input after a change of its configuration that"
                  + " recycles its sandboxes (not read-only)"));
    } else {
      weighing.crucial(1, "it had expired for every process of the run", sign.refs());
    }
  }
}
