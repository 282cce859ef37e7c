// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.util.List;

/** Service Quotas as its API shows the account. */
public final class QuotasService extends ModelledService {
  private static final Pages PAGES = Pages.of("NextToken", "MaxResults", 100, 100);

  private final Quotas quotas;
  private final String arnPrefix;

  /** The quotas of an account in a Region. */
  public QuotasService(Quotas quotas, String account, String region) {
    super("servicequotas");
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.arnPrefix = "arn:aws:servicequotas:" + region + ":" + account + ":";
    operation("ListServiceQuotas", "ServiceCode! MaxResults NextToken", this::list);
    operation("GetServiceQuota", "ServiceCode! QuotaCode!", this::get);
  }

  private ObjectNode list(Input input) throws ServiceException {
    String service = input.required("ServiceCode");
    List<Quotas.Quota> found =
        quotas.all().stream().filter(quota -> quota.service().equals(service)).toList();
    if (found.isEmpty()) {
      throw missing("The request failed because the specified service does not exist.");
    }
    Pages.Page<Quotas.Quota> page = PAGES.page(found, input);
    ObjectNode answer = Json.object();
    PAGES.write(answer, page.next());
    ArrayNode items = answer.putArray("Quotas");
    page.items().forEach(quota -> items.add(describe(quota)));
    return answer;
  }

  private ObjectNode get(Input input) throws ServiceException {
    String service = input.required("ServiceCode");
    String code = input.required("QuotaCode");
    Quotas.Quota found =
        quotas.all().stream()
            .filter(quota -> quota.service().equals(service) && quota.code().equals(code))
            .findFirst()
            .orElseThrow(
                () -> missing("The request failed because the specified quota does not exist."));
    ObjectNode answer = Json.object();
    answer.set("Quota", describe(found));
    return answer;
  }

  private static ServiceException missing(String message) {
    return new ServiceException("NoSuchResourceException", 400, message);
  }

  private ObjectNode describe(Quotas.Quota quota) {
    return Json.object()
        .put("ServiceCode", quota.service())
        .put("ServiceName", quota.service().equals("lambda") ? "AWS Lambda" : quota.service())
        .put("QuotaArn", arnPrefix + quota.service() + "/" + quota.code())
        .put("QuotaCode", quota.code())
        .put("QuotaName", quota.name())
        .put("Value", quota.value())
        .put("Unit", "None")
        .put("Adjustable", true)
        .put("GlobalQuota", false);
  }
}
