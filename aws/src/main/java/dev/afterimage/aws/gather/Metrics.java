// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Asks for metrics, minute by minute while CloudWatch still keeps minutes. */
public final class Metrics {
  private static final int MOST_QUERIES = 500;
  private static final Duration AROUND = Duration.ofMinutes(10);
  private static final Duration KEEPS_MINUTES = Duration.ofDays(15);
  private static final Duration KEEPS_FIVE = Duration.ofDays(63);

  private final Asker asker;
  private final Instant asOf;

  /** Creates an asker of metrics. */
  public Metrics(Asker asker, Instant asOf) {
    this.asker = asker;
    this.asOf = asOf;
  }

  /** Returns the seconds between points that are still kept of a moment. */
  public int period(Instant moment) {
    Duration age = Duration.between(moment, asOf);
    return age.compareTo(KEEPS_MINUTES) < 0 ? 60 : age.compareTo(KEEPS_FIVE) < 0 ? 300 : 3600;
  }

  /** Asks for metrics in a span of time. */
  CompletableFuture<Void> ask(
      Target target, Span span, MetricQueries queries, String subject, int depth) {
    int period = period(span.from());
    if (period > 60) {
      asker.gap(
          "metrics of " + subject + " minute by minute",
          "CloudWatch keeps minutes for 15 days; points of " + period + " seconds are read");
    }
    Span wide = span.wider(AROUND, AROUND);
    List<MetricDataQuery> all = queries.build();
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_QUERIES) {
      GetMetricDataRequest request =
          GetMetricDataRequest.builder()
              .metricDataQueries(all.subList(from, Math.min(all.size(), from + MOST_QUERIES)))
              .startTime(floor(wide.from(), period))
              .endTime(floor(wide.to().plusSeconds(period), period))
              .scanBy(ScanBy.TIMESTAMP_ASCENDING)
              .build();
      String part = from == 0 ? subject : subject + " " + (from / MOST_QUERIES + 1);
      answers.add(asker.ask(Query.of(ApiCall.GET_METRIC_DATA, target, request, part), depth));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }

  private static Instant floor(Instant moment, int seconds) {
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }
}
