// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/** How to point AWS's clients at an endpoint of the lab. */
public final class ClientGuide {
  private static final List<String> EXAMPLES =
      List.of(
          "sts get-caller-identity",
          "stepfunctions list-state-machines",
          "lambda list-functions",
          "logs describe-log-groups",
          "cloudtrail lookup-events --max-items 10");

  private ClientGuide() {}

  /** Returns the text that {@code lab serve} prints. */
  public static String text(URI url, String region) {
    requireNonNull(url, "url is null");
    requireNonNull(region, "region is null");
    StringBuilder text = new StringBuilder();
    text.append("The lab answers as AWS at ").append(url).append(" (Region ").append(region);
    text.append("), for this machine only.\n\nPoint the AWS CLI at it:\n\n");
    line(text, "export AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab");
    line(text, "export AWS_DEFAULT_REGION=" + region + " AWS_EC2_METADATA_DISABLED=true");
    EXAMPLES.forEach(example -> line(text, "aws --endpoint-url " + url + " " + example));
    text.append("\nVersions of the AWS CLI from 2.13 on, and the SDKs, also take\n\n");
    line(text, "export AWS_ENDPOINT_URL=" + url);
    text.append("\nAny access key will do: signatures are read, not verified.\n");
    text.append("Images: docker-style clients read ")
        .append(url)
        .append("/v2/ with the user and\n");
    text.append("password that ecr get-authorization-token answers.\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String command) {
    text.append("  ").append(command).append('\n');
  }
}
