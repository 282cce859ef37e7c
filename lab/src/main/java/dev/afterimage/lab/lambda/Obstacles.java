// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.account.Keys;
import dev.afterimage.lab.account.Roles;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.network.Network;
import dev.afterimage.lab.registry.Registry;
import java.util.Optional;

/** What can keep Lambda from giving a version one more sandbox. */
final class Obstacles {
  private final Host host;

  Obstacles(Host host) {
    this.host = requireNonNull(host, "host is null");
  }

  /** Returns why a version gets no sandbox, if there is a reason. */
  Optional<ServiceException> before(FunctionVersion version) {
    return key(version).or(() -> image(version)).or(() -> role(version)).or(() -> network(version));
  }

  private Optional<ServiceException> key(FunctionVersion version) {
    Optional<String> key = version.config().key();
    Keys.State state = key.map(host.platform().keys()::state).orElse(Keys.State.ENABLED);
    return switch (state) {
      case ENABLED -> Optional.empty();
      case DISABLED ->
          refusal(
              "KMSDisabledException",
              "Lambda was unable to decrypt the environment variables because the KMS key used is disabled. Please check the function's KMS key settings.");
      case PENDING_DELETION ->
          refusal(
              "KMSInvalidStateException",
              "Lambda was unable to decrypt the environment variables because the state of the KMS key used is not valid for Decrypt. Please check the function's KMS key settings.");
      case GRANT_REVOKED ->
          refusal(
              "KMSAccessDeniedException",
              "Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings.");
    };
  }

  private Optional<ServiceException> image(FunctionVersion version) {
    if (version.isCached() || version.code().pinned().isEmpty()) {
      return Optional.empty();
    }
    Code.Pinned pinned = version.code().pinned().get();
    Registry.Fetch fetch =
        host.platform().registry().fetch(pinned.repository(), pinned.image().digest());
    return switch (fetch) {
      case FOUND -> {
        version.setCached(true);
        yield Optional.empty();
      }
      case DELETED -> {
        version.setStatus(
            new FunctionVersion.Status(
                "Inactive", "ImageDeleted The image was deleted.", "Successful", ""));
        yield Optional.of(
            new ServiceException(
                "CodeArtifactUserDeletedException",
                409,
                "The function is trying to use a deleted image."));
      }
      case DENIED -> {
        version.setStatus(
            new FunctionVersion.Status(
                "Inactive",
                "ImageAccessDenied Lambda does not have permission to access the ECR image.",
                "Successful",
                ""));
        yield Optional.of(
            new ServiceException(
                "CodeArtifactUserFailedException",
                409,
                "Lambda does not have permission to access the ECR image. Check the ECR permissions."));
      }
    };
  }

  private Optional<ServiceException> role(FunctionVersion version) {
    Roles roles = host.platform().roles();
    return roles.isTrusting(version.config().role())
        ? Optional.empty()
        : Optional.of(
            new ServiceException(
                "AccessDeniedException",
                403,
                "The role defined for the function cannot be assumed by Lambda."));
  }

  private Optional<ServiceException> network(FunctionVersion version) {
    FunctionConfig config = version.config();
    Network network = host.platform().network();
    for (String subnet : config.subnets()) {
      if (network.subnet(subnet).isEmpty()) {
        return refusal(
            "InvalidSubnetIDException",
            "Lambda was not able to set up VPC access for the Lambda function because the subnet ID provided is invalid: "
                + subnet);
      }
    }
    for (String group : config.groups()) {
      if (network.securityGroup(group).isEmpty()) {
        return refusal(
            "InvalidSecurityGroupIDException",
            "Lambda was not able to set up VPC access for the Lambda function because the security group ID provided is invalid: "
                + group);
      }
    }
    return Optional.empty();
  }

  /** Returns why a new sandbox cannot be used where it was placed, if there is a reason. */
  Optional<ServiceException> at(Sandbox sandbox) {
    if (sandbox.subnet().isEmpty()) {
      return Optional.empty();
    }
    Network network = host.platform().network();
    int free =
        network
            .subnet(sandbox.subnet())
            .map(node -> node.path("AvailableIpAddressCount").asInt())
            .orElse(0);
    if (free == 0) {
      return refusal(
          "SubnetIPAddressLimitReachedException",
          "Lambda was not able to set up VPC access for the Lambda function because one or more configured subnets has no available IP addresses.");
    }
    FunctionConfig config = sandbox.version().config();
    network.attach(sandbox.subnet(), config.groups());
    for (String point : config.fileSystems()) {
      if (!host.platform().fileSystems().reachable(point, sandbox.subnet())) {
        return Optional.of(
            new ServiceException(
                "EFSMountConnectivityException",
                408,
                "The function couldn't connect to the Amazon EFS file system with access point "
                    + point
                    + ". Check your network configuration and try again."));
      }
    }
    return Optional.empty();
  }

  private static Optional<ServiceException> refusal(String code, String message) {
    return Optional.of(new ServiceException(code, 502, message));
  }
}
