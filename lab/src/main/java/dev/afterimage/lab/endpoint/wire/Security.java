// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import java.util.Set;

/** The errors that come before a service looks at a request: who calls, and from which Region. */
public final class Security {
  private static final Set<String> XML = Set.of("cloudwatch", "sts", "iam");

  /** Services whose endpoint lies in one Region for all. */
  private static final Set<String> GLOBAL = Set.of("iam", "health", "sts");

  private static final String GLOBAL_REGION = "us-east-1";

  private Security() {}

  /**
   * Returns the signature of a request to a service.
   *
   * @throws ServiceException where it is missing, malformed, or scoped to another service
   */
  public static Signature signature(HttpRequest request, Address address) throws ServiceException {
    if (!Signature.isSigned(request)) {
      throw error(
          address, "MissingAuthenticationToken", 403, "Request is missing Authentication Token");
    }
    Signature signature =
        Signature.of(request)
            .orElseThrow(
                () ->
                    error(
                        address,
                        "IncompleteSignature",
                        400,
                        "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'"
                            + " parameters."));
    String expected = WireService.named(address.service()).map(WireService::signingName).orElse("");
    if (!expected.isEmpty() && !expected.equals(signature.service())) {
      throw badScope(
          address, "Credential should be scoped to correct service: '" + expected + "'.");
    }
    return signature;
  }

  /**
   * Returns whether a service answers in every Region alike, and credentials may name the first.
   */
  public static boolean isGlobal(Signature signature) {
    return GLOBAL.contains(signature.service()) && signature.region().equals(GLOBAL_REGION);
  }

  /** Returns the error for credentials that are scoped to a Region that is not here. */
  public static ServiceException wrongRegion(Address address, Signature signature) {
    return badScope(
        address,
        "Credential should be scoped to a valid Region, not '" + signature.region() + "'.");
  }

  private static ServiceException badScope(Address address, String message) {
    if (address.service().equals("ec2")) {
      return new ServiceException("AuthFailure", 401, message);
    }
    return XML.contains(address.service())
        ? new ServiceException("SignatureDoesNotMatch", 403, message)
        : new ServiceException("InvalidSignatureException", 403, message);
  }

  private static ServiceException error(Address address, String code, int status, String message) {
    requireNonNull(address, "address is null");
    boolean xml = XML.contains(address.service()) || address.service().equals("ec2");
    return new ServiceException(xml ? code : code + "Exception", status, message);
  }
}
