import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { DescribeInstancesCommand, EC2Client, RunInstancesCommand, type RunInstancesRequest } from '@aws-sdk/client-ec2'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Cloud } from '../../../local/cloud.ts'
import { startCloud } from '../../../local/start.ts'

const notes: string[] = []
let cloud: Cloud
let iam: IAMClient
let options: { endpoint: string; region: string; maxAttempts: number; credentials: Keys }

interface Keys {
  accessKeyId: string
  secretAccessKey: string
}

beforeAll(async () => {
  cloud = await startCloud({ note: (line) => notes.push(line) })
  const settings = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1 }
  iam = new IAMClient({ ...settings, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
  await iam.send(new CreateUserCommand({ UserName: 'u' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'u' }))
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {}
  options = { ...settings, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } }
})
afterAll(() => cloud.close())

/** Lets the user do all but what the condition denies. */
async function deny(Action: string, Condition: object, Resource = '*') {
  const Statement = [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action, Resource, Condition },
  ]
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await iam.send(new PutUserPolicyCommand({ UserName: 'u', PolicyName: 'p', PolicyDocument }))
}

const errorOf = (call: Promise<unknown>) => call.then(() => 'none').catch(({ name }: Error) => name)
const launch = (more: Partial<RunInstancesRequest>) => {
  const image = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
  const input = { ImageId: image, InstanceType: 't3.micro' as const, MinCount: 1, MaxCount: 1, DryRun: true, ...more }
  return errorOf(new EC2Client(options).send(new RunInstancesCommand(input)))
}

test('a condition key that is named after a member of the request has its value', async () => {
  await deny('ssm:PutParameter', { StringEquals: { 'ssm:Overwrite': 'true' } })
  const put = (Overwrite: boolean) =>
    new SSMClient(options).send(new PutParameterCommand({ Name: '/a', Value: 'b', Type: 'String', Overwrite }))
  expect(await errorOf(put(false))).toBe('none')
  expect(await errorOf(put(true))).toBe('AccessDeniedException')
})

test('a condition key of EC2 may be named after a member of a member', async () => {
  const instances = 'arn:aws:ec2:*:*:instance/*'
  await deny('ec2:RunInstances', { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } }, instances)
  expect(await launch({ MetadataOptions: { HttpTokens: 'required' } })).toBe('DryRunOperation')
  expect(await launch({ MetadataOptions: { HttpTokens: 'optional' } })).toBe('UnauthorizedOperation')
  await deny('ec2:RunInstances', { Bool: { 'ec2:AssociatePublicIpAddress': 'true' } })
  const withAddress = (AssociatePublicIpAddress: boolean) =>
    launch({ NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress }] })
  expect(await withAddress(false)).toBe('DryRunOperation')
  expect(await withAddress(true)).toBe('UnauthorizedOperation')
})

test('the region of EC2 is that of the cloud', async () => {
  await deny('ec2:*', { StringNotEquals: { 'ec2:Region': 'us-west-2' } })
  expect(await errorOf(new EC2Client(options).send(new DescribeInstancesCommand({})))).toBe('none')
})

test('a policy can ask for the user agent of the client', async () => {
  await deny('ec2:*', { StringNotLike: { 'aws:UserAgent': '*bookkeeping/1.0*' } })
  const describe = (more: object) =>
    errorOf(new EC2Client({ ...options, ...more }).send(new DescribeInstancesCommand({})))
  expect(await describe({ customUserAgent: 'bookkeeping/1.0' })).toBe('none')
  expect(await describe({})).toBe('UnauthorizedOperation')
})

test('a condition key that the cloud never supplies is reported, once', async () => {
  expect(notes).toEqual([])
  await deny('dynamodb:GetItem', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'u' } })
  const get = () => new DynamoDBClient(options).send(new GetItemCommand({ TableName: 'none', Key: { k: { S: 'x' } } }))
  await errorOf(get())
  await errorOf(get())
  expect(notes).toEqual([expect.stringContaining('dynamodb:leadingkeys for dynamodb:GetItem, which this cloud never')])
})

test('so is a global one, unless it is missing on AWS as well', async () => {
  notes.length = 0
  const missing = { 'aws:TokenIssueTime': 'true', 'aws:SourceArn': 'true', 'aws:PrincipalTag/team': 'true' }
  await deny('ec2:*', { Null: { ...missing, 'aws:SourceVpc': 'false' } })
  expect(await errorOf(new EC2Client(options).send(new DescribeInstancesCommand({})))).toBe('none')
  expect(notes).toEqual([expect.stringContaining('aws:sourcevpc for ec2:DescribeInstances, which this cloud never')])
})
