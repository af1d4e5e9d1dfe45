import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Cloud } from '../../../local/cloud.ts'
import { deployAssembly } from '../../../local/cloudformation/deploy-assembly.ts'
import { startCloud } from '../../../local/start.ts'

let cloud: Cloud
let counter = 0

beforeAll(async () => {
  cloud = await startCloud()
})

afterAll(async () => {
  await cloud.close()
})

/** A folder as `cdk synth` writes it, with one stack. */
function assembly(template: object, stack = `Stack${++counter}`) {
  const folder = mkdtempSync(join(cloud.folder, 'assembly-'))
  const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content))
  write('manifest.json', {
    artifacts: {
      [stack]: { type: 'aws:cloudformation:stack', properties: { templateFile: 'template.json' } },
      assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    },
  })
  write('assets.json', { files: { one: { source: { path: '.' }, destinations: { here: { objectKey: '00ff.zip' } } } } })
  write('template.json', template)
  return folder
}

const deploy = (template: object, parameters: Record<string, string> = {}) =>
  deployAssembly(cloud, assembly(template), { parameters })

/** What an expression comes to, as an output. */
async function resultOf(Value: unknown, rest: object = {}) {
  return (await deploy({ Resources: {}, Outputs: { It: { Value } }, ...rest })).outputs.It
}

describe('an expression', () => {
  test.each<[string, unknown, string]>([
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '123456789012'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, 'c']] }, 'a-us-west-2-c'],
    ['Fn::Join without a value', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'c']] }, 'a-c'],
    ['Fn::Sub', { 'Fn::Sub': `arn:\${AWS::Partition}:x:\${!Literal}` }, `arn:aws:x:\${Literal}`],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': [`\${Mine}-\${AWS::Region}`, { Mine: { 'Fn::Select': [1, ['x', 'y']] } }] },
      'y-us-west-2',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': ['2', { 'Fn::Split': ['.', 'a.b.c'] }] }, 'c'],
    ['Fn::Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['Fn::If', { 'Fn::If': ['Here', 'yes', 'no'] }, 'yes'],
    ['Fn::If of a negation', { 'Fn::If': ['NotHere', 'yes', 'no'] }, 'no'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 't4g.nano'],
  ])('%s is worked out', async (_, expression, expected) => {
    const rest = {
      Conditions: {
        Here: {
          'Fn::And': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-west-2'] }, { 'Fn::Not': [{ Condition: 'Never' }] }],
        },
        Never: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }] },
        NotHere: { 'Fn::Not': [{ Condition: 'Here' }] },
      },
      Mappings: { Sizes: { 'us-west-2': { small: 't4g.nano' } } },
    }
    expect(await resultOf(expression, rest)).toBe(expected)
  })

  test('has parameters, by default or given', async () => {
    const rest = {
      Parameters: {
        Size: { Type: 'Number', Default: 3 },
        Bootstrap: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/none' },
      },
    }
    expect(await resultOf({ Ref: 'Size' }, rest)).toBe('3')
    const { outputs } = await deploy(
      { Resources: {}, Outputs: { It: { Value: { Ref: 'Size' } } }, ...rest },
      { Size: '7' },
    )
    expect(outputs.It).toBe('7')
    await expect(deploy({ Resources: {} }, { Sice: '7' })).rejects.toThrow(
      'Parameters: [Sice] do not exist in the template',
    )
    await expect(resultOf({ Ref: 'Size' }, { Parameters: { Size: { Type: 'String' } } })).rejects.toThrow(
      'Parameters: [Size] must have values',
    )
  })

  test('compares a number with its text', async () => {
    const Parameters = { Five: { Type: 'Number', Default: 5 } }
    const Conditions = { IsFive: { 'Fn::Equals': [{ Ref: 'Five' }, '5'] } }
    expect(await resultOf({ 'Fn::If': ['IsFive', 'yes', 'no'] }, { Parameters, Conditions })).toBe('yes')
  })

  test.each([
    [{ AllowedValues: ['a', 'b'] }, "Parameter 'P' must be one of AllowedValues"],
    [{ AllowedPattern: '[ab]+' }, "Parameter 'P' must match pattern [ab]+"],
    [{ MaxLength: 2 }, "Parameter 'P' must contain 0 to 2 characters"],
    [{ Type: 'Number' }, "Parameter 'P' must be a number"],
  ])('has parameters that are within what the template allows: %j', async (constraint, message) => {
    const Parameters = { P: { Type: 'String', Default: 'ccc', ...constraint } }
    await expect(deploy({ Resources: {}, Parameters })).rejects.toThrow(message)
  })

  test.each([
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not supported by this cloud'],
    [{ Ref: 'Nobody' }, 'unresolved reference to Nobody'],
    [{ 'Fn::If': ['Nowhere', 1, 2] }, 'there is no condition Nowhere'],
    [{ 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select cannot select nonexistent value at index 2'],
  ])('that stands for nothing is an error: %j', async (expression, message) => {
    await expect(resultOf(expression)).rejects.toThrow(message)
  })
})

describe('a folder', () => {
  test.each([
    ['{}', /has 0 stacks, not one$/],
    ['{ "artifacts": ', /manifest\.json: Unexpected end of JSON input$/],
  ])('with the manifest %s is refused by its name', async (manifest, message) => {
    const folder = assembly({ Resources: {} })
    writeFileSync(join(folder, 'manifest.json'), manifest)
    await expect(deployAssembly(cloud, folder)).rejects.toThrow(message)
  })
})

describe('resources', () => {
  const group = (name: unknown, rest = {}) => ({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: name },
    ...rest,
  })

  test('are made after those they refer to, with names of their own where they have none', async () => {
    const { resources, outputs } = await deploy({
      Resources: {
        Third: group({ 'Fn::Join': ['', ['of-', { Ref: 'Second' }]] }),
        Second: group('second', { DependsOn: ['First'] }),
        First: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Second', 'Arn'] } } },
    })
    expect(Object.keys(resources)).toEqual(['First', 'Second', 'Third'])
    expect(resources).toMatchObject({
      First: expect.stringMatching(/^Stack\d+-First-[0-9A-F]{12}$/),
      Third: 'of-second',
    })
    expect(outputs.Arn).toBe('arn:aws:logs:us-west-2:123456789012:log-group:second:*')
    expect(cloud.logs.group(resources.First ?? '').retentionInDays).toBe(7)
  })

  test('that depend on one which is not there are refused, as is a template to be transformed', async () => {
    await expect(deploy({ Resources: { A: group('a', { DependsOn: 'Nope' }) } })).rejects.toThrow(
      'Unresolved resource dependencies [Nope]',
    )
    await expect(deploy({ Resources: {}, Transform: 'AWS::Serverless-2016-10-31' })).rejects.toThrow(
      'Transform is not supported by this cloud',
    )
  })

  test('with a name inside of a property that the cloud does not know are refused', async () => {
    const rule = { Status: 'Enabled', ExpirationInDays: 1, TagFilters: [{ Key: 'temp', Value: '1' }] }
    const Properties = { LifecycleConfiguration: { Rules: [rule] } }
    await expect(deploy({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties } } })).rejects.toThrow(
      'LifecycleConfiguration.Rules.TagFilters is not supported by this cloud',
    )
  })

  test('have numbers and truths that may be written as text', async () => {
    const { resources } = await deploy({
      Resources: { A: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: '7' } } },
    })
    expect(cloud.logs.group(resources.A ?? '').retentionInDays).toBe(7)
  })

  test.each<[string, object, string]>([
    ['a role that does not trust Lambda', { Role: { 'Fn::GetAtt': ['Other', 'Arn'] } }, 'cannot be assumed by Lambda'],
    ['another language', { Runtime: 'python3.12' }, 'python3.12 is not supported'],
    ['too little memory', { MemorySize: 1 }, "Value '1' at 'memorySize'"],
    ['a variable of Lambda', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'Reserved keys'],
    ['logs in JSON', { LoggingConfig: { LogFormat: 'JSON' } }, 'LogFormat JSON is not supported'],
    ['a name that is none', { FunctionName: 'a b/c' }, "at 'functionName'"],
  ])('that are functions are refused as CreateFunction refuses them: %s', async (_, settings, message) => {
    const roleFor = (Service: string) => {
      const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }]
      const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement }
      return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } }
    }
    const Properties = {
      Code: { ZipFile: 'exports.handler = async () => 1' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs24.x',
      ...settings,
    }
    const Resources = {
      Role: roleFor('lambda.amazonaws.com'),
      Other: roleFor('ec2.amazonaws.com'),
      Function: { Type: 'AWS::Lambda::Function', Properties },
    }
    await expect(deploy({ Resources })).rejects.toThrow(message)
  })

  test('in a circle are refused', async () => {
    await expect(deploy({ Resources: { A: group({ Ref: 'B' }), B: group({ Ref: 'A' }) } })).rejects.toThrow(
      'Circular dependency between resources: [A, B, A]',
    )
  })

  test('whose condition does not hold are left out', async () => {
    const { resources } = await deploy({
      Conditions: { No: { 'Fn::Equals': [1, 2] } },
      Resources: { A: group('left-out', { Condition: 'No' }) },
    })
    expect(resources).toEqual({})
  })

  test('of a type or with a property that the cloud does not know are refused by name', async () => {
    await expect(deploy({ Resources: { Net: { Type: 'AWS::EC2::VPC' } } })).rejects.toThrow(
      'Net: resources of type AWS::EC2::VPC are not supported by this cloud',
    )
    await expect(
      deploy({ Resources: { A: { Type: 'AWS::Logs::LogGroup', Properties: { DataProtectionPolicy: {} } } } }),
    ).rejects.toThrow('A: AWS::Logs::LogGroup with DataProtectionPolicy is not supported by this cloud')
  })

  test('that a service refuses say which and why', async () => {
    await expect(deploy({ Resources: { A: group('twice'), B: group('twice') } })).rejects.toThrow(
      'B (AWS::Logs::LogGroup): ResourceAlreadyExistsException: The specified log group already exists',
    )
  })

  test('include a function with its role, ready to be invoked, and a table that is active', async () => {
    const folder = assembly({
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
              ],
            },
            Policies: [
              {
                PolicyName: 'p',
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
                },
              },
            ],
          },
        },
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            BillingMode: 'PAY_PER_REQUEST',
            TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          },
        },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Code: { S3Bucket: { 'Fn::Sub': `assets-\${AWS::Region}` }, S3Key: '00ff.zip' },
            Handler: 'code.handler',
            Runtime: 'nodejs24.x',
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            Environment: { Variables: { TABLE: { Ref: 'Table' } } },
          },
        },
      },
      Outputs: { Function: { Value: { Ref: 'Function' } }, Table: { Value: { Ref: 'Table' } } },
    })
    writeFileSync(join(folder, 'code.mjs'), 'export const handler = async () => process.env.TABLE')
    const { outputs } = await deployAssembly(cloud, folder)
    const { payload } = await cloud.lambda.invoke(outputs.Function ?? '', '{}')
    expect(JSON.parse(payload)).toBe(outputs.Table)
    expect(cloud.dynamoDb.status(cloud.dynamoDb.existing(outputs.Table))).toBe('ACTIVE')
  })
})
