// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProtocolTest {
  private static ServiceException error() {
    return new ServiceException("InvalidNextToken", 400, "no", Json.object("Type", "User"));
  }

  private static HttpRequest target(String target) {
    return new HttpRequest("POST", "/", "", Map.of("X-Amz-Target", target), Body.of(""));
  }

  private static HttpRequest get(String path, String query) {
    return new HttpRequest("GET", path, query, Map.of(), Body.of(""));
  }

  @ParameterizedTest
  @CsvSource({
    "AWSStepFunctions.DescribeExecution,states,DescribeExecution",
    "Logs_20140328.FilterLogEvents,logs,FilterLogEvents",
    "AmazonEC2ContainerRegistry_V20150921.DescribeImages,ecr,DescribeImages",
    "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents,cloudtrail,LookupEvents",
    "CloudTrail_20131101.LookupEvents,cloudtrail,LookupEvents",
    "ServiceQuotasV20190624.GetServiceQuota,servicequotas,GetServiceQuota",
    "GraniteServiceVersion20100801.GetMetricData,cloudwatch,GetMetricData",
    "DynamoDB_20120810.ListTables,DynamoDB_20120810,ListTables",
    "NoDot,'',NoDot"
  })
  void target_tellsServiceAndOperation(String target, String service, String operation) {
    assertThat(Protocols.of(target(target)).address()).isEqualTo(new Address(service, operation));
  }

  @ParameterizedTest
  @CsvSource({
    "/2015-03-31/functions/,'',ListFunctions",
    "/2015-03-31/functions,MaxItems=1,ListFunctions",
    "/2015-03-31/functions/f,'',GetFunction",
    "/2015-03-31/functions/f/configuration,Qualifier=1,GetFunctionConfiguration",
    "/2015-03-31/functions/f/aliases/live,'',GetAlias",
    "/2016-08-19/account-settings/,'',GetAccountSettings",
    "/2019-09-30/functions/f/provisioned-concurrency,List=ALL,ListProvisionedConcurrencyConfigs",
    "/2019-09-30/functions/f/provisioned-concurrency,Qualifier=1,GetProvisionedConcurrencyConfig"
  })
  void path_tellsTheOperation(String path, String query, String operation) {
    assertThat(Protocols.of(get(path, query)).address().operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @CsvSource({
    "/2015-03-31/functions/f/nope",
    "/2015-03-31/functions//configuration",
    "/2015-02-01/functions",
    "/buckets",
    "/"
  })
  void otherPath_tellsNone(String path) {
    assertThat(Protocols.of(get(path, "")).address())
        .isEqualTo(new Address("unknown", "GET " + path));
  }

  @Test
  void pathAndQuery_areInput() throws ServiceException {
    HttpRequest request =
        get(
            "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A1%3Afunction%3Af",
            "Qualifier=live&X-Amz-Credential=x");
    assertThat(new RestJson().input(request, new Address("lambda", "GetFunction")))
        .isEqualTo(
            Json.object("FunctionName", "arn:aws:lambda:us-east-1:1:function:f")
                .put("Qualifier", "live"));
  }

  @Test
  void error_namesItsTypeInTheBody() {
    HttpReply reply = new AwsJson().error(new Address("states", "X"), error(), "id-1");
    assertThat(reply.body().text())
        .isEqualTo("{\"__type\":\"InvalidNextToken\",\"message\":\"no\",\"Type\":\"User\"}");
    assertThat(reply.headers())
        .containsEntry("Content-Type", "application/x-amz-json-1.0")
        .containsEntry("x-amzn-RequestId", "id-1")
        .doesNotContainKey("x-amzn-query-error");
  }

  @Test
  void queryCompatibleError_hasShapeAndCode() {
    ServiceException error = new ServiceException("InvalidParameterValue", 400, "no");
    HttpReply reply = new AwsJson().error(new Address("cloudwatch", "X"), error, "id-1");
    assertThat(reply.body().text()).contains("\"InvalidParameterValueException\"");
    assertThat(reply.headers()).containsEntry("x-amzn-query-error", "InvalidParameterValue;Sender");
  }

  @Test
  void restError_namesItsTypeInAHeader() {
    HttpReply reply = new RestJson().error(new Address("elasticfilesystem", "X"), error(), "id-1");
    assertThat(reply.headers()).containsEntry("x-amzn-ErrorType", "InvalidNextToken");
    assertThat(reply.body().text()).contains("\"ErrorCode\":\"InvalidNextToken\"");
  }
}
