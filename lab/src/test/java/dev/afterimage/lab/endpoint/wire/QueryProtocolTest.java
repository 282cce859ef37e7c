// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.Body;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryProtocolTest {
  private static final Address METRICS = new Address("cloudwatch", "GetMetricStatistics");
  private static final Address SUBNETS = new Address("ec2", "DescribeSubnets");

  private static HttpRequest form(String body) {
    return new HttpRequest(
        "POST",
        "/",
        "",
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        Body.of(body));
  }

  private static ObjectNode input(Protocol protocol, Address address, String body)
      throws ServiceException {
    return protocol.input(form(body), address);
  }

  @Test
  void memberLists_areRead_inTheOrderOfTheirNumbers() throws ServiceException {
    assertThat(
            input(
                new AwsQuery(),
                METRICS,
                "Action=GetMetricStatistics&Version=2010-08-01&Statistics.member.10=Sum&Statistics.member.2=Maximum"
                    + "&Dimensions.member.1.Name=FunctionName&Dimensions.member.1.Value=a%20b"))
        .isEqualTo(
            Json.parse(
                "{\"Statistics\":[\"Maximum\",\"Sum\"],\"Dimensions\":[{\"Name\":\"FunctionName\",\"Value\":\"a b\"}]}"));
  }

  @Test
  void ec2Lists_getTheNamesOfTheModel() throws ServiceException {
    assertThat(
            input(
                new Ec2Query(),
                SUBNETS,
                "Action=DescribeSubnets&Version=2016-11-15&SubnetId.1=a&SubnetId.2=b&Filter.1.Name=vpc-id&Filter.1.Value.1=c&MaxResults=5"))
        .isEqualTo(
            Json.parse(
                "{\"SubnetIds\":[\"a\",\"b\"],\"Filters\":[{\"Name\":\"vpc-id\",\"Values\":[\"c\"]}],\"MaxResults\":\"5\"}"));
  }

  @Test
  void deepParameter_isRefused() {
    String deep = "a.".repeat(20) + "b=1";
    assertThatThrownBy(() -> input(new AwsQuery(), METRICS, deep))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  void hugeNumber_takesNoSpace() throws ServiceException {
    assertThat(input(new Ec2Query(), SUBNETS, "SubnetId.9999999=a"))
        .isEqualTo(Json.parse("{\"SubnetIds\":[\"a\"]}"));
  }

  @Test
  void service_isToldByVersion() {
    assertThat(Protocols.of(form("Action=DescribeSubnets&Version=2016-11-15")).address())
        .isEqualTo(SUBNETS);
    assertThat(Protocols.of(form("Action=GetMetricStatistics&Version=2010-08-01")).address())
        .isEqualTo(METRICS);
    assertThat(Protocols.of(form("Action=ListQueues&Version=2012-11-05")).address())
        .isEqualTo(new Address("unknown", "ListQueues"));
  }

  @Test
  void formWithoutAction_isNoQuery() {
    assertThat(Protocols.of(form("a=b")).protocol()).isInstanceOf(RestJson.class);
  }

  @Test
  void answer_hasMembersMapsAndTimes() {
    ObjectNode answer =
        Json.parseObject(
            "{\"Label\":\"a<b\",\"Datapoints\":[{\"Timestamp\":1763348100.5,\"Sum\":2.5,\"ExtendedStatistics\":{\"p99\":1.5}}],\"Gone\":null}");
    assertThat(new AwsQuery().answer(METRICS, answer, "id-1").body().text())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<GetMetricStatisticsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                + "<GetMetricStatisticsResult><Label>a&lt;b</Label><Datapoints><member>"
                + "<Timestamp>2025-11-17T02:55:00.500Z</Timestamp><Sum>2.5</Sum>"
                + "<ExtendedStatistics><entry><key>p99</key><value>1.5</value></entry></ExtendedStatistics>"
                + "</member></Datapoints></GetMetricStatisticsResult>"
                + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetMetricStatisticsResponse>");
  }

  @Test
  void ec2Answer_hasItemsAndSets() {
    ObjectNode answer =
        Json.parseObject("{\"Subnets\":[{\"SubnetId\":\"s\",\"Tags\":[]}],\"NextToken\":\"t\"}");
    assertThat(new Ec2Query().answer(SUBNETS, answer, "id-1").body().text())
        .endsWith(
            "<requestId>id-1</requestId><subnetSet><item><subnetId>s</subnetId><tagSet></tagSet></item></subnetSet>"
                + "<nextToken>t</nextToken></DescribeSubnetsResponse>");
  }

  @Test
  void errors_haveTheFormOfTheirService() {
    ServiceException error = new ServiceException("Throttling", 400, "Rate exceeded");
    assertThat(new AwsQuery().error(METRICS, error, "id-1").body().text())
        .contains(
            "<Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error>")
        .contains("<RequestId>id-1</RequestId>");
    assertThat(new Ec2Query().error(SUBNETS, error, "id-1").body().text())
        .endsWith(
            "<Response><Errors><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></Errors>"
                + "<RequestID>id-1</RequestID></Response>");
  }

  @Test
  void whatXmlCannotSay_isReplaced() {
    ObjectNode answer = Json.object("Label", "a\u0000b\uD83D\uDE00c\u001b");
    assertThat(new AwsQuery().answer(METRICS, answer, "id").body().text())
        .contains("<Label>a\uFFFDb\uD83D\uDE00c\uFFFD</Label>");
  }
}
