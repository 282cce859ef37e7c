// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

/** A service of AWS that is asked. */
public enum AwsService {
  STEP_FUNCTIONS("states", "stepfunctions"),
  LAMBDA("lambda", "lambda"),
  ECR("ecr", "ecr"),
  LOGS("logs", "logs"),
  CLOUDWATCH("cloudwatch", "cloudwatch"),
  CLOUDTRAIL("cloudtrail", "cloudtrail"),
  EC2("ec2", "ec2"),
  EFS("elasticfilesystem", "efs"),
  SERVICE_QUOTAS("servicequotas", "service-quotas"),
  XRAY("xray", "xray");

  private final String iamPrefix;
  private final String cliName;

  AwsService(String iamPrefix, String cliName) {
    this.iamPrefix = requireNonNull(iamPrefix, "iamPrefix is null");
    this.cliName = requireNonNull(cliName, "cliName is null");
  }

  /** Returns what the service's actions start with in IAM. */
  public String iamPrefix() {
    return iamPrefix;
  }

  /** Returns the command of the AWS CLI for the service. */
  public String cliName() {
    return cliName;
  }
}
