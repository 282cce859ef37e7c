// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.json.Json;
import java.util.Map;

/**
 * An error of the OCI distribution specification.
 *
 * @param code one of the specification's codes
 * @param status the HTTP status
 * @param message what is wrong
 */
public record DistributionError(String code, int status, String message) {
  private static final Map<String, DistributionError> FORMS =
      Map.of(
          "RepositoryNotFoundException", form("NAME_UNKNOWN", 404),
          "ImageNotFoundException", form("MANIFEST_UNKNOWN", 404),
          "LayersNotFoundException", form("BLOB_UNKNOWN", 404),
          "AccessDeniedException", form("DENIED", 403),
          "ThrottlingException", form("TOOMANYREQUESTS", 429),
          "InvalidParameterException", form("UNSUPPORTED", 400));

  public DistributionError {
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
  }

  private static DistributionError form(String code, int status) {
    return new DistributionError(code, status, "");
  }

  /** Returns an error of ECR as its registry says it. */
  public static DistributionError of(ServiceException error) {
    DistributionError form =
        FORMS.getOrDefault(error.code(), new DistributionError("UNKNOWN", 500, ""));
    return new DistributionError(form.code(), form.status(), error.message());
  }

  /** Returns the reply that carries it. */
  public HttpReply reply() {
    ObjectNode body = Json.object();
    body.putArray("errors").addObject().put("code", code).put("message", message);
    return HttpReply.of(status, "application/json; charset=utf-8", Json.text(body));
  }
}
