// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.dependency;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Metrics;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.regex.Pattern;

/** A service that the function called refused some calls, because there were too many. */
public final class RateLimits implements CauseTest {
  /** DynamoDB's words; its own metrics count the same. */
  private static final String DYNAMO =
      "ProvisionedThroughputExceeded|DynamoD[Bb]\\.\\w*(Throttl|RequestLimitExceeded)"
          + "|TransactionCanceled\\w*.*Throttling"
          + "|(ThrottlingException|RequestLimitExceeded).*(PutItem|GetItem|UpdateItem|Query|Scan"
          + "|BatchWriteItem|TransactWriteItems|DynamoDB)";

  private static final String AWS =
      "\\bSlowDown\\b|ThrottlingException|\\bThrottling\\b|(?<!Lambda\\.)TooManyRequestsException"
          + "|RequestLimitExceeded|ProvisionedThroughputExceeded|[Rr]ate [Ee]xceeded"
          + "|exceeded the rate at which you may call"
          + "|\\(Service: \\w+[,;] Status Code: 429[,;]";

  private static final String OTHER =
      "\\bRateLimitError\\b|rate_limit_exceeded|insufficient_quota|Too Many Requests"
          + "|\\b([Hh][Tt][Tt][Pp]|[Ss]tatus([ _][Cc]ode)?|[Ee]rror code|code)[ /:=\"]*429\\b"
          + "|\\b429\\b[^\\d]{0,40}([Rr]ate|[Qq]uota|[Tt]oo [Mm]any)";

  /** How the SDKs word what a service of AWS answered. */
  private static final String SDK =
      "An error occurred \\(\\w+\\) when calling|\\(Service: \\w+[,;] Status Code: \\d+[,;]";

  /** A limit of others, in a text that is none of an SDK of AWS. */
  private static final String NOT_OF_AWS = "\\A(?![\\s\\S]*(" + SDK + "))[\\s\\S]*(" + OTHER + ")";

  private final Cause cause;
  private final Pattern sign;
  private final Pattern unless;
  private final List<String> metrics;

  private RateLimits(Cause cause, String sign, String unless, List<String> metrics) {
    this.cause = cause;
    this.sign = Pattern.compile(sign);
    this.unless = Pattern.compile(unless);
    this.metrics = metrics;
  }

  /** Returns the tests. */
  public static List<CauseTest> all() {
    return List.of(
        new RateLimits(
            cause(
                "ddb-throttle",
                "DynamoDB throttled",
                "DynamoDB refuses a call for its throughput, by name or by its metric.",
                "Use on-demand capacity, spread the keys, and back off",
                "a hot partition has a limit of its own"),
            DYNAMO,
            "(?!)",
            List.of("ThrottledRequests", "ReadThrottleEvents", "WriteThrottleEvents")),
        new RateLimits(
            cause(
                "aws-api-throttle",
                "An AWS API throttled",
                "An AWS API that the function called refuses for its rate.",
                "Cache what is read again and again, and retry adaptively",
                "every account has a rate for every API"),
            AWS,
            DYNAMO + "|" + NOT_OF_AWS,
            List.of()),
        new RateLimits(
            cause(
                "dep-429",
                "A dependency limits the rate",
                "A dependency outside of AWS answers 429 or names its rate limit.",
                "Lower the concurrency, use a token bucket, or buy a larger quota",
                "insufficient_quota is never healed by a retry"),
            OTHER,
            DYNAMO + "|" + SDK,
            List.of()));
  }

  private static Cause cause(String id, String title, String crucial, String what, String why) {
    return new Cause(id, title, Cause.Role.MECHANISM, crucial, new Cause.Remedy(what, why));
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (OwnError.isRefusal(situation.error())) {
      LogSign.of(situation, sign).missing(weighing, "a dependency's limit");
      return;
    }
    LogSign seen = LogSign.of(situation, sign, unless);
    List<Ref> counted =
        metrics.stream()
            .flatMap(metric -> situation.metrics().of(metric).stream())
            .flatMap(
                series ->
                    series
                        .peak(situation.run().times().start(), situation.run().lastMoment())
                        .stream())
            .filter(point -> point.value() > 0)
            .map(Metrics.Point::ref)
            .toList();
    if (seen.isSeen()) {
      weighing.crucial(4, "a service refused for the rate: " + seen.shown(), seen.refs());
      weighing.supports(1, "its metric counts throttled requests in the minute", counted);
    } else if (!counted.isEmpty()) {
      weighing.supports(2, "its metric counts throttled requests in the minute", counted);
    } else {
      seen.missing(weighing, "a limit of the rate");
    }
  }
}
