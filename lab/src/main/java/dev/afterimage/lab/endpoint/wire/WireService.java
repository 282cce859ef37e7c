// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a service is addressed.
 *
 * @param name its IAM prefix
 * @param signingName its name in the scope of credentials
 * @param targets what stands before the operation in {@code X-Amz-Target}
 * @param version the version of its query API, empty where it has none
 * @param namespace the XML namespace of its query API, empty where it has none
 */
record WireService(
    String name, String signingName, Set<String> targets, String version, String namespace) {
  private static final List<WireService> ALL =
      List.of(
          json("states", "AWSStepFunctions"),
          json("logs", "Logs_20140328"),
          json("ecr", "AmazonEC2ContainerRegistry_V20150921"),
          json(
              "cloudtrail",
              "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
              "CloudTrail_20131101"),
          json("servicequotas", "ServiceQuotasV20190624"),
          json("health", "AWSHealth_20160804"),
          json("lambda"),
          json("elasticfilesystem"),
          json("xray"),
          new WireService(
              "cloudwatch",
              "monitoring",
              Set.of("GraniteServiceVersion20100801"),
              "2010-08-01",
              "http://monitoring.amazonaws.com/doc/2010-08-01/"),
          query("ec2", "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/"),
          query("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
          query("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"));

  WireService {
    requireNonNull(name, "name is null");
    requireNonNull(signingName, "signingName is null");
    targets = Set.copyOf(targets);
    requireNonNull(version, "version is null");
    requireNonNull(namespace, "namespace is null");
  }

  private static WireService json(String name, String... targets) {
    return new WireService(name, name, Set.of(targets), "", "");
  }

  private static WireService query(String name, String version, String namespace) {
    return new WireService(name, name, Set.of(), version, namespace);
  }

  static Optional<WireService> named(String name) {
    return first(service -> service.name.equals(name));
  }

  static Optional<WireService> signedAs(String signingName) {
    return first(service -> service.signingName.equals(signingName));
  }

  static Optional<WireService> targeted(String target) {
    return first(service -> service.targets.contains(target));
  }

  static Optional<WireService> ofVersion(String version) {
    return first(service -> !version.isEmpty() && service.version.equals(version));
  }

  private static Optional<WireService> first(Predicate<WireService> wanted) {
    return ALL.stream().filter(wanted).findFirst();
  }
}
