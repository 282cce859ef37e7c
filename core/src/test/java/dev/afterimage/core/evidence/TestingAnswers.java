// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import java.util.EnumMap;
import java.util.Map;

/** One record of each kind, with the fields that AWS gives. */
final class TestingAnswers {
  private static final Map<Kind, String> RECORDS = new EnumMap<>(Kind.class);

  static {
    put(Kind.MANIFEST, "{'afterimage': 'case/1', 'asked': [], 'calls': [], 'gaps': []}");
    put(
        Kind.HISTORY_EVENT,
        """
        {'timestamp': '2026-03-01T10:00:00.000000+00:00', 'type': 'ExecutionStarted', 'id': 1,
         'previousEventId': 0, 'executionStartedEventDetails': {'input': '{}'}}\
        """);
    put(
        Kind.VENDED_EVENT,
        """
        {'id': '1', 'type': 'ExecutionStarted', 'details': {'input': '{}'},
         'previous_event_id': '0', 'event_timestamp': '1772359200000',
         'execution_arn': 'arn:aws:states:eu-west-1:1:express:m:n:u', 'redrive_count': '0'}\
        """);
    put(
        Kind.MAP_RUN,
        """
        {'mapRunArn': 'arn:aws:states:eu-west-1:1:mapRun:m/Map:u', 'executionArn': 'arn:x',
         'status': 'FAILED', 'startDate': 1772359200.5, 'maxConcurrency': 5,
         'itemCounts': {'total': 3, 'failed': 1}, 'executionCounts': {'total': 3, 'failed': 1}}\
        """);
    put(
        Kind.MAP_RUN_ENTRY,
        """
        {'executionArn': 'arn:x', 'mapRunArn': 'arn:aws:states:eu-west-1:1:mapRun:m/Map:u',
         'stateMachineArn': 'arn:m', 'startDate': 1772359200.5, 'stopDate': 1772359201.5}\
        """);
    put(
        Kind.EXECUTION,
        """
        {'executionArn': 'arn:x', 'stateMachineArn': 'arn:m', 'name': 'n', 'status': 'SUCCEEDED',
         'startDate': 1772359200.5, 'stopDate': 1772359201.5, 'input': '{}',
         'inputDetails': {'included': true}, 'output': '{}', 'redriveCount': 0}\
        """);
    put(
        Kind.EXECUTION_ENTRY,
        """
        {'executionArn': 'arn:x', 'stateMachineArn': 'arn:m', 'name': 'n', 'status': 'SUCCEEDED',
         'startDate': 1772359200.5, 'stopDate': 1772359201.5}\
        """);
    put(
        Kind.EXECUTION_DEFINITION,
        """
        {'stateMachineArn': 'arn:m', 'name': 'm', 'definition': '{}', 'roleArn': 'arn:r',
         'updateDate': 1772359200.5, 'loggingConfiguration': {'level': 'OFF'},
         'revisionId': 'r1'}\
        """);
    put(
        Kind.STATE_MACHINE,
        """
        {'stateMachineArn': 'arn:m', 'name': 'm', 'status': 'ACTIVE', 'definition': '{}',
         'roleArn': 'arn:r', 'type': 'STANDARD', 'creationDate': 1772359200.5,
         'revisionId': 'r1'}\
        """);
    put(
        Kind.STATE_MACHINE_ENTRY,
        """
        {'stateMachineArn': 'arn:m', 'name': 'm', 'type': 'STANDARD',
         'creationDate': 1772359200.5}\
        """);
    put(
        Kind.FUNCTION,
        """
        {'Configuration': {'FunctionName': 'f', 'CodeSha256': 'x', 'Version': '$LATEST'},
         'Code': {'RepositoryType': 'ECR', 'ImageUri': 'r:t', 'ResolvedImageUri': 'r@sha256:x'},
         'Concurrency': {'ReservedConcurrentExecutions': 3}}\
        """);
    put(
        Kind.FUNCTION_CONFIGURATION,
        """
        {'FunctionName': 'f', 'FunctionArn': 'arn:f', 'CodeSha256': 'x', 'Version': '7',
         'Timeout': 3, 'LastModified': '2026-03-01T10:00:00.000+0000'}\
        """);
    put(
        Kind.ALIAS,
        """
        {'AliasArn': 'arn:aws:lambda:eu-west-1:1:function:f:live', 'Name': 'live',
         'FunctionVersion': '7', 'Description': '', 'RevisionId': 'r'}\
        """);
    put(Kind.RESERVED_CONCURRENCY, "{'ReservedConcurrentExecutions': 5}");
    put(
        Kind.ACCOUNT_SETTINGS,
        """
        {'AccountLimit': {'ConcurrentExecutions': 1000}, 'AccountUsage': {'FunctionCount': 3}}\
        """);
    put(
        Kind.PROVISIONED_CONCURRENCY,
        """
        {'RequestedProvisionedConcurrentExecutions': 5,
         'AvailableProvisionedConcurrentExecutions': 5,
         'AllocatedProvisionedConcurrentExecutions': 5, 'Status': 'READY',
         'LastModified': '2026-03-01T10:00:00+0000'}\
        """);
    put(
        Kind.IMAGE_DETAIL,
        """
        {'registryId': '1', 'repositoryName': 'r', 'imageDigest': 'sha256:x',
         'imageTags': ['latest'], 'imagePushedAt': '2026-03-01T09:00:00+00:00'}\
        """);
    put(
        Kind.IMAGE,
        """
        {'registryId': '1', 'repositoryName': 'r', 'imageId': {'imageDigest': 'sha256:x'},
         'imageManifest': '{}'}\
        """);
    put(
        Kind.LOG_EVENT,
        """
        {'logStreamName': 's', 'timestamp': 1772359200500, 'message': 'hello',
         'ingestionTime': 1772359200900, 'eventId': '3'}\
        """);
    put(
        Kind.LOG_STREAM,
        """
        {'logStreamName': 's', 'creationTime': 1772359200500, 'firstEventTimestamp': 1772359200500,
         'lastEventTimestamp': 1772359200500, 'arn': 'arn:aws:logs:eu-west-1:1:log-group:/g:*',
         'storedBytes': 0}\
        """);
    put(
        Kind.LOG_GROUP,
        """
        {'logGroupName': '/aws/lambda/f', 'creationTime': 1772359200500, 'retentionInDays': 30,
         'arn': 'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:*', 'storedBytes': 0}\
        """);
    put(
        Kind.METRIC,
        """
        {'Id': 'm1', 'Label': 'f Errors', 'Timestamps': ['2026-03-01T10:00:00+00:00'],
         'Values': [1.0], 'StatusCode': 'Complete'}\
        """);
    put(
        Kind.METRIC_STATISTICS,
        """
        {'Label': 'Errors', 'Datapoints':
          [{'Timestamp': '2026-03-01T10:00:00+00:00', 'Sum': 1.0, 'Unit': 'Count'}]}\
        """);
    put(
        Kind.TRAIL_EVENT,
        """
        {'EventId': 'e', 'EventName': 'UpdateFunctionCode20150331v2', 'ReadOnly': 'false',
         'EventTime': '2026-03-01T10:00:00+00:00', 'EventSource': 'lambda.amazonaws.com',
         'Resources': [], 'CloudTrailEvent': '{}'}\
        """);
    put(
        Kind.TRAIL_RECORD,
        """
        {'eventVersion': '1.08', 'eventTime': '2026-03-01T10:00:00Z', 'eventID': 'e',
         'eventSource': 'lambda.amazonaws.com', 'eventName': 'UpdateFunctionCode20150331v2'}\
        """);
    put(
        Kind.SUBNET,
        """
        {'SubnetId': 'subnet-1', 'VpcId': 'vpc-1', 'CidrBlock': '10.0.0.0/24', 'State': 'available',
         'AvailableIpAddressCount': 4}\
        """);
    put(Kind.NAT_GATEWAY, "{'NatGatewayId': 'nat-1', 'State': 'deleted', 'SubnetId': 'subnet-1'}");
    put(
        Kind.SECURITY_GROUP,
        """
        {'GroupId': 'sg-1', 'GroupName': 'g', 'IpPermissions': [], 'IpPermissionsEgress': []}\
        """);
    put(
        Kind.NETWORK_INTERFACE,
        """
        {'NetworkInterfaceId': 'eni-1', 'Status': 'in-use', 'SubnetId': 'subnet-1',
         'Groups': [{'GroupId': 'sg-1', 'GroupName': 'g'}]}\
        """);
    put(
        Kind.ROUTE_TABLE,
        """
        {'RouteTableId': 'rtb-1', 'Associations': [{'SubnetId': 'subnet-1'}],
         'Routes': [{'DestinationCidrBlock': '0.0.0.0/0', 'NatGatewayId': 'nat-1'}]}\
        """);
    put(
        Kind.VPC_ENDPOINT,
        "{'VpcEndpointId': 'vpce-1', 'ServiceName': 'com.amazonaws.eu-west-1.s3'}");
    put(Kind.NETWORK_ACL, "{'NetworkAclId': 'acl-1', 'Entries': [], 'Associations': []}");
    put(
        Kind.MOUNT_TARGET,
        """
        {'MountTargetId': 'fsmt-1', 'FileSystemId': 'fs-1', 'LifeCycleState': 'available',
         'SubnetId': 'subnet-1'}\
        """);
    put(Kind.ACCESS_POINT, "{'AccessPointId': 'fsap-1', 'FileSystemId': 'fs-1'}");
    put(
        Kind.FILE_SYSTEM,
        """
        {'FileSystemId': 'fs-1', 'LifeCycleState': 'available', 'ThroughputMode': 'bursting',
         'NumberOfMountTargets': 2}\
        """);
    put(
        Kind.TRACE,
        "{'Id': '1-67891233-abcdef012345678912345678', 'Segments': [{'Id': 's', 'Document':"
            + " '{}'}]}");
    put(
        Kind.QUOTA,
        """
        {'ServiceCode': 'lambda', 'QuotaCode': 'L-B99A9384', 'QuotaName': 'Concurrent executions',
         'Value': 1000.0, 'Adjustable': true}\
        """);
    put(
        Kind.RAISED_SOURCE,
        """
        {'afterimage': 'source/1', 'image': {'reference': 'poll', 'digest': 'sha256:1'},
         'error': 'RuntimeError: late', 'raised': {'path': '/var/task/main.py', 'line': 40,
         'excerpt': [{'line': 40, 'text': 'raise'}]}, 'state': [{'kind': 'clock', 'line': 3}]}\
        """);
    put(
        Kind.IMAGE_DIFF,
        """
        {'schema': 'afterimage/image-diff/1', 'verdict': 'same', 'differs': false, 'because': '',
         'a': {'digest': 'sha256:1'}, 'b': {'digest': 'sha256:1'}, 'config': [],
         'layers': [{'relation': 'same'}], 'files': [{'path': '/x', 'relation': 'added'}]}\
        """);
  }

  private TestingAnswers() {}

  private static void put(Kind kind, String record) {
    RECORDS.put(kind, record);
  }

  /** Returns a record of a kind; rows of a query have none of their own. */
  static ObjectNode record(Kind kind) {
    return TestingCase.json(RECORDS.getOrDefault(kind, "{}"));
  }

  /** Returns an answer with two records of a kind, in the array that AWS puts them in. */
  static ObjectNode answer(Kind kind) {
    ObjectNode answer = TestingCase.json("{}");
    answer.putArray(kind.array().orElseThrow()).add(record(kind)).add(record(kind));
    return answer;
  }
}
