// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which members of requests and answers are timestamps in the API models. Other times are strings
 * ({@code LastModified} of Lambda) or longs (CloudWatch Logs) there, and stay as they are.
 */
public final class Timestamps {
  private static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "states",
          Set.of("creationDate", "redriveDate", "startDate", "stopDate", "timestamp", "updateDate"),
          "ecr",
          Set.of(
              "createdAt",
              "expiresAt",
              "imagePushedAt",
              "imageScanCompletedAt",
              "lastRecordedPullTime"),
          "cloudtrail",
          Set.of("EndTime", "EventTime", "StartTime"),
          "cloudwatch",
          Set.of("EndTime", "StartTime", "Timestamp", "Timestamps"),
          "ec2",
          Set.of(
              "AttachTime",
              "CreateTime",
              "CreationTimestamp",
              "DeleteTime",
              "ProvisionTime",
              "RequestTime"),
          "elasticfilesystem",
          Set.of("CreationTime", "Timestamp"),
          "iam",
          Set.of("CreateDate", "LastUsedDate", "UpdateDate"),
          "sts",
          Set.of("Expiration"),
          "xray",
          Set.of());

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?([eE][+]?[0-9]+)?");

  private Timestamps() {}

  /** Returns whether a member, at any depth of the service's shapes, is a timestamp. */
  public static boolean isTimestamp(String service, String member) {
    return MEMBERS.getOrDefault(service, Set.of()).contains(member);
  }

  /** Returns a time as epoch seconds with milliseconds. */
  public static JsonNode seconds(Instant time) {
    return DecimalNode.valueOf(BigDecimal.valueOf(time.toEpochMilli(), 3));
  }

  /**
   * Reads a timestamp of a request: epoch seconds as number or text, or ISO 8601.
   *
   * @throws java.time.DateTimeException where it is neither
   */
  public static Instant parse(JsonNode node) {
    String text = node.asText();
    if (NUMBER.matcher(text).matches()) {
      return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
    }
    return OffsetDateTime.parse(text.contains("T") ? text : text + "T00:00:00Z").toInstant();
  }
}
