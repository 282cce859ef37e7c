// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the SDK behind an integration adds to every answer, and how it words errors. */
final class SdkEnvelope {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private SdkEnvelope() {}

  /** Adds the members about the HTTP exchange. */
  static void addHttp(ObjectNode output, String requestId, Instant now, String contentType) {
    ObjectNode http = output.putObject("SdkHttpMetadata");
    ObjectNode all = http.putObject("AllHttpHeaders");
    all.putArray("Connection").add("keep-alive");
    all.putArray("x-amzn-RequestId").add(requestId);
    all.putArray("Date").add(HTTP_DATE.format(now));
    all.putArray("Content-Type").add(contentType);
    ObjectNode headers = http.putObject("HttpHeaders");
    headers
        .put("Connection", "keep-alive")
        .put("Content-Type", contentType)
        .put("Date", HTTP_DATE.format(now))
        .put("x-amzn-RequestId", requestId);
    http.put("HttpStatusCode", 200);
    output.putObject("SdkResponseMetadata").put("RequestId", requestId);
  }

  /** Returns the cause of a refused call, as optimised integrations word it. */
  static String refused(ServiceException error, String service, String requestId) {
    return "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
        .formatted(error.message(), service, error.httpStatus(), error.code(), requestId);
  }

  /** Returns the cause of a refused call, as SDK integrations word it. */
  static String refusedBySdk(ServiceException error, String service, String requestId) {
    return "%s (Service: %s, Status Code: %d, Request ID: %s)"
        .formatted(error.message(), service, error.httpStatus(), requestId);
  }
}
