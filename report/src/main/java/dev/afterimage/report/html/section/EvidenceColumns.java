// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts claims by the source that their evidence comes from. */
final class EvidenceColumns {
  private static final String OTHER = "Other";
  private static final List<String> ALL =
      List.of(
          "History",
          "Definition",
          "Logs",
          "Function",
          "Image",
          "CloudTrail",
          "Metrics",
          "Network",
          OTHER);

  private final Map<FileId, String> columns = new HashMap<>();

  EvidenceColumns(Evidence evidence) {
    evidence.answers().forEach(a -> columns.put(a.ref().file(), column(a.kind())));
  }

  private static String column(Kind kind) {
    return switch (kind) {
      case HISTORY_EVENT,
          VENDED_EVENT,
          MAP_RUN,
          MAP_RUN_ENTRY,
          EXECUTION,
          EXECUTION_ENTRY,
          STATE_MACHINE_ENTRY ->
          "History";
      case EXECUTION_DEFINITION, STATE_MACHINE -> "Definition";
      case LOG_EVENT, QUERY_ROW, LOG_STREAM, LOG_GROUP -> "Logs";
      case FUNCTION,
          FUNCTION_CONFIGURATION,
          ALIAS,
          RESERVED_CONCURRENCY,
          ACCOUNT_SETTINGS,
          PROVISIONED_CONCURRENCY,
          QUOTA ->
          "Function";
      case IMAGE_DETAIL, IMAGE -> "Image";
      case METRIC, METRIC_STATISTICS -> "Metrics";
      case TRAIL_EVENT, TRAIL_RECORD -> "CloudTrail";
      case SUBNET,
          NAT_GATEWAY,
          SECURITY_GROUP,
          NETWORK_INTERFACE,
          ROUTE_TABLE,
          VPC_ENDPOINT,
          NETWORK_ACL,
          MOUNT_TARGET,
          ACCESS_POINT,
          FILE_SYSTEM ->
          "Network";
      default -> OTHER;
    };
  }

  private static String ofAction(String iamAction) {
    for (Kind kind : Kind.values()) {
      if (kind.iamAction().equals(iamAction)) {
        return column(kind);
      }
    }
    return switch (iamAction.substring(0, Math.max(0, iamAction.indexOf(':')))) {
      case "states" -> "History";
      case "logs" -> "Logs";
      case "lambda", "servicequotas" -> "Function";
      case "ecr" -> "Image";
      case "cloudtrail" -> "CloudTrail";
      case "cloudwatch" -> "Metrics";
      case "ec2", "elasticfilesystem" -> "Network";
      default -> OTHER;
    };
  }

  /** Returns the columns that any of the hypotheses has something in, in their fixed order. */
  List<String> used(Collection<Hypothesis> hypotheses) {
    return ALL.stream()
        .filter(column -> hypotheses.stream().anyMatch(h -> !isEmpty(cell(column, h))))
        .toList();
  }

  private static boolean isEmpty(MatrixSection.Cell cell) {
    return cell.supporting() == 0 && cell.opposing() == 0 && !cell.missing();
  }

  MatrixSection.Cell cell(String column, Hypothesis hypothesis) {
    boolean missing =
        hypothesis.wouldDecide().stream()
            .anyMatch(
                what ->
                    what.iamAction()
                        .map(EvidenceColumns::ofAction)
                        .filter(column::equals)
                        .isPresent());
    return new MatrixSection.Cell(
        column,
        count(column, hypothesis.supporting()),
        count(column, hypothesis.opposing()),
        missing);
  }

  /** A claim counts where its first evidence comes from, and only there. */
  private int count(String column, List<Claim> claims) {
    return (int)
        claims.stream()
            .map(claim -> claim.evidence().get(0).file())
            .filter(file -> columns.getOrDefault(file, OTHER).equals(column))
            .count();
  }
}
