/** A policy that AWS keeps for everyone, as far as this product and the usual examples need it. */
export interface AwsManagedPolicy {
  name: string
  path: string
  document: object
}

const allow = (Action: string | string[], Resource: string | string[] = '*') => ({ Effect: 'Allow', Action, Resource })

const policy = (name: string, path: string, ...Statement: object[]): AwsManagedPolicy => ({
  name,
  path,
  document: { Version: '2012-10-17', Statement },
})

/** Documents as published in the AWS Managed Policy Reference Guide. */
export const awsManagedPolicies: readonly AwsManagedPolicy[] = [
  policy('AdministratorAccess', '/', allow('*')),
  policy(
    'AmazonSSMManagedInstanceCore',
    '/',
    allow([
      'ssm:DescribeAssociation',
      'ssm:GetDeployablePatchSnapshotForInstance',
      'ssm:GetDocument',
      'ssm:DescribeDocument',
      'ssm:GetManifest',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:ListAssociations',
      'ssm:ListInstanceAssociations',
      'ssm:PutInventory',
      'ssm:PutComplianceItems',
      'ssm:PutConfigurePackageResult',
      'ssm:UpdateAssociationStatus',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:UpdateInstanceInformation',
    ]),
    allow([
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]),
    allow([
      'ec2messages:AcknowledgeMessage',
      'ec2messages:DeleteMessage',
      'ec2messages:FailMessage',
      'ec2messages:GetEndpoint',
      'ec2messages:GetMessages',
      'ec2messages:SendReply',
    ]),
  ),
  policy(
    'AWSLambdaBasicExecutionRole',
    '/service-role/',
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']),
  ),
  policy(
    'AWSXRayDaemonWriteAccess',
    '/',
    allow([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ]),
  ),
  policy('AmazonEC2FullAccess', '/', allow(['ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*']), {
    ...allow('iam:CreateServiceLinkedRole'),
    Condition: {
      StringEquals: {
        'iam:AWSServiceName': [
          'autoscaling.amazonaws.com',
          'ec2scheduled.amazonaws.com',
          'elasticloadbalancing.amazonaws.com',
          'spot.amazonaws.com',
          'spotfleet.amazonaws.com',
          'transitgateway.amazonaws.com',
        ],
      },
    },
  }),
  policy(
    'AmazonS3ReadOnlyAccess',
    '/',
    allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*']),
  ),
]
