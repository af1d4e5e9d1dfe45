import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { suppliedGlobalKeys } from '../../../../local/policy/condition-keys.ts'
import { globalKeys } from '../../../../local/services/iam/context.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
let cloud: Cloud
let iam: IAMClient

interface Keys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

const settings = (credentials: Keys) => ({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })
const administrator = { accessKeyId: 'local', secretAccessKey: 'local' }

beforeAll(async () => {
  cloud = await startCloud({ clock })
  iam = new IAMClient(settings(administrator))
})
afterAll(() => cloud.close())

const statement = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
const trusting = (Principal: object, more: object = {}) =>
  policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more })
const ec2 = trusting({ Service: 'ec2.amazonaws.com' })

const makeRole = (RoleName: string, AssumeRolePolicyDocument = ec2) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))

/** What a rejected call is rejected with. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason) => reason as Error & { $metadata: { httpStatusCode: number }; Code?: string },
  )
  return error && { code: error.name, status: error.$metadata?.httpStatusCode, message: error.message }
}

/** Clients of a new user with these rights. */
async function userWith(name: string, ...statements: object[]) {
  await iam.send(new CreateUserCommand({ UserName: name }))
  if (statements.length > 0)
    await iam.send(
      new PutUserPolicyCommand({ UserName: name, PolicyName: 'rights', PolicyDocument: policy(...statements) }),
    )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }))
  const keys = settings({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  })
  return { iam: new IAMClient(keys), sts: new STSClient(keys), keyId: keys.credentials.accessKeyId }
}

describe('roles', () => {
  test('are made once, shown with their trust policy URL-encoded, and found by path', async () => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'web',
        Path: '/app/',
        Description: 'web servers',
        AssumeRolePolicyDocument: ec2,
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    )
    expect(Role).toMatchObject({ Arn: 'arn:aws:iam::123456789012:role/app/web', MaxSessionDuration: 3600 })
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/)
    const shown = await iam.send(new GetRoleCommand({ RoleName: 'web' }))
    expect(decodeURIComponent(shown.Role?.AssumeRolePolicyDocument ?? '')).toBe(ec2)
    expect(shown.Role?.Tags).toEqual([{ Key: 'a', Value: 'b' }])
    expect((await iam.send(new ListRolesCommand({ PathPrefix: '/app/' }))).Roles).toHaveLength(1)
    expect(await refusal(makeRole('web'))).toEqual({
      code: 'EntityAlreadyExistsException',
      status: 409,
      message: 'Role with name web already exists.',
    })
  })

  test('that are missing answer NoSuchEntity', async () => {
    expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'none' })))).toEqual({
      code: 'NoSuchEntityException',
      status: 404,
      message: 'The role with name none cannot be found.',
    })
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: 'none' })))).toMatchObject({ status: 404 })
  })

  test('are refused with a malformed trust policy or name', async () => {
    expect(await refusal(makeRole('bad', policy(statement('sts:AssumeRole'))))).toEqual({
      code: 'MalformedPolicyDocumentException',
      status: 400,
      message: 'Has prohibited field Resource',
    })
    const stranger = trusting({ AWS: 'arn:aws:iam::123456789012:user/nobody' })
    expect(await refusal(makeRole('bad', stranger))).toMatchObject({
      message: 'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/nobody"',
    })
    expect(await refusal(makeRole('a b'))).toMatchObject({ code: 'ValidationError', status: 400 })
    expect(await refusal(makeRole('x'.repeat(65)))).toMatchObject({ code: 'ValidationError' })
  })

  test('hold inline policies, which can be read back and removed', async () => {
    await makeRole('inline')
    const PolicyDocument = policy(statement('s3:GetObject'))
    await iam.send(new PutRolePolicyCommand({ RoleName: 'inline', PolicyName: 'p', PolicyDocument }))
    const read = await iam.send(new GetRolePolicyCommand({ RoleName: 'inline', PolicyName: 'p' }))
    expect(decodeURIComponent(read.PolicyDocument ?? '')).toBe(PolicyDocument)
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: 'inline' })))).toMatchObject({
      code: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete policies first.',
    })
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'inline', PolicyName: 'p' }))
    expect(await refusal(iam.send(new DeleteRolePolicyCommand({ RoleName: 'inline', PolicyName: 'p' })))).toMatchObject(
      { message: 'The role policy with name p cannot be found.' },
    )
    await iam.send(new DeleteRoleCommand({ RoleName: 'inline' }))
  })

  test('of the services of AWS can be made once and not changed', async () => {
    const create = () => iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'autoscaling.amazonaws.com' }))
    expect((await create()).Role?.Arn).toBe(
      'arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
    )
    expect(await refusal(create())).toMatchObject({ code: 'InvalidInputException', status: 400 })
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: 'AWSServiceRoleForAutoScaling' })))).toMatchObject({
      code: 'UnmodifiableEntityException',
    })
  })

  test('are listed in pages whose markers survive deletions', async () => {
    for (const name of ['page-1', 'page-2', 'page-3']) await makeRole(name)
    const names: (string | undefined)[] = []
    let Marker: string | undefined
    do {
      const answer = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker }))
      names.push(...(answer.Roles ?? []).map(({ RoleName }) => RoleName))
      expect(answer.IsTruncated).toBe(answer.Marker !== undefined)
      Marker = answer.Marker
      if (names.includes('page-1')) await iam.send(new DeleteRoleCommand({ RoleName: 'page-1' })).catch(() => {})
    } while (Marker)
    expect(names).toEqual(expect.arrayContaining(['page-1', 'page-2', 'page-3']))
    expect(new Set(names).size).toBe(names.length)
    expect(await refusal(iam.send(new ListRolesCommand({ Marker: 'nonsense' })))).toMatchObject({
      code: 'ValidationError',
    })
  })

  test('carry tags that lists of tags show', async () => {
    await makeRole('tagged')
    await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags: [{ Key: 'team', Value: 'red' }] }))
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'tagged' }))).Tags).toEqual([
      { Key: 'team', Value: 'red' },
    ])
    expect(cloud.tags.of('arn:aws:iam::123456789012:role/tagged')).toEqual({ team: 'red' })
    await iam.send(new DeleteRoleCommand({ RoleName: 'tagged' }))
    expect(cloud.tags.of('arn:aws:iam::123456789012:role/tagged')).toEqual({})
  })
})

describe('managed policies', () => {
  const arn = 'arn:aws:iam::123456789012:policy/books'
  const create = () =>
    iam.send(new CreatePolicyCommand({ PolicyName: 'books', PolicyDocument: policy(statement('s3:*')) }))

  test('are made, attached, listed with their holders, and deleted only when free', async () => {
    expect((await create()).Policy).toMatchObject({ Arn: arn, DefaultVersionId: 'v1', AttachmentCount: 0 })
    expect(await refusal(create())).toMatchObject({ code: 'EntityAlreadyExistsException', status: 409 })
    await makeRole('holder')
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn: arn }))
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn: arn }))
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: arn }))).Policy?.AttachmentCount).toBe(1)
    expect((await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: arn }))).PolicyRoles).toMatchObject([
      { RoleName: 'holder' },
    ])
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'holder' }))).AttachedPolicies).toEqual([
      { PolicyName: 'books', PolicyArn: arn },
    ])
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: arn })))).toEqual({
      code: 'DeleteConflictException',
      status: 409,
      message: 'Cannot delete a policy attached to entities.',
    })
    expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: 'holder' })))).toMatchObject({
      message: 'Cannot delete entity, must detach all policies first.',
    })
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'holder', PolicyArn: arn }))
    expect(await refusal(iam.send(new DetachRolePolicyCommand({ RoleName: 'holder', PolicyArn: arn })))).toMatchObject({
      code: 'NoSuchEntityException',
      message: `Policy ${arn} was not found.`,
    })
    await iam.send(new DeletePolicyCommand({ PolicyArn: arn }))
    expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn: arn })))).toMatchObject({ status: 404 })
  })

  test('of AWS are there, and stay as they are', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('ssmmessages:OpenDataChannel')
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toMatchObject({ status: 403 })
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))
    expect(Policies?.filter(({ Arn }) => Arn?.startsWith('arn:aws:iam::aws:'))).toEqual([])
    expect((await iam.send(new ListPoliciesCommand({ PathPrefix: '/service-role/' }))).Policies).toMatchObject([
      { PolicyName: 'AWSLambdaBasicExecutionRole' },
    ])
  })

  test('have up to five versions, of which one counts', async () => {
    await create()
    const PolicyDocument = policy(statement('ec2:*'))
    for (let version = 2; version <= 5; version++)
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: version === 5 }))
    expect(await refusal(iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument })))).toMatchObject({
      code: 'LimitExceededException',
      status: 409,
    })
    expect(await refusal(iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: 'v5' })))).toMatchObject({
      code: 'DeleteConflictException',
    })
    expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: arn })))).toMatchObject({ status: 409 })
    for (const VersionId of ['v1', 'v2', 'v3', 'v4'])
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId }))
    await iam.send(new DeletePolicyCommand({ PolicyArn: arn }))
  })

  test('that are too long or unknown are refused', async () => {
    const long = policy(
      statement(
        's3:*',
        Array.from({ length: 300 }, (_, n) => `arn:aws:s3:::bucket-${n}/*`),
      ),
    )
    expect(await refusal(iam.send(new CreatePolicyCommand({ PolicyName: 'long', PolicyDocument: long })))).toEqual({
      code: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for PolicySize: 6144',
    })
    await makeRole('plain')
    expect(await refusal(iam.send(new AttachRolePolicyCommand({ RoleName: 'plain', PolicyArn: arn })))).toMatchObject({
      message: `Policy ${arn} does not exist or is not attachable.`,
    })
  })
})

describe('instance profiles', () => {
  test('hold one role, and go only without it', async () => {
    const InstanceProfileName = 'servers'
    await makeRole('server')
    const { InstanceProfile } = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }))
    expect(InstanceProfile).toMatchObject({ Arn: 'arn:aws:iam::123456789012:instance-profile/servers', Roles: [] })
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'server' }))
    expect(
      await refusal(iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'server' }))),
    ).toEqual({
      code: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    })
    const shown = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))
    expect(shown.InstanceProfile?.Roles).toMatchObject([{ RoleName: 'server' }])
    expect(
      (await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'server' }))).InstanceProfiles,
    ).toHaveLength(1)
    for (const refused of [
      iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
      iam.send(new DeleteRoleCommand({ RoleName: 'server' })),
    ])
      expect(await refusal(refused)).toMatchObject({
        message: 'Cannot delete entity, must remove roles from instance profile first.',
      })
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'server' }))
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
    expect(await refusal(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))).toEqual({
      code: 'NoSuchEntityException',
      status: 404,
      message: 'Instance Profile servers cannot be found.',
    })
  })

  test('are seen by other services only some time after they were made, and again after their role changed', async () => {
    const InstanceProfileName = 'fresh'
    const arn = 'arn:aws:iam::123456789012:instance-profile/fresh'
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }))
    expect(cloud.iam.visible(arn)).toBe(false)
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    expect(cloud.iam.visible(arn)).toBe(true)
    await makeRole('late')
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'late' }))
    expect(cloud.iam.visible(arn)).toBe(false)
    expect(cloud.iam.visible('fresh')).toBe(false)
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    expect(cloud.iam.visible(arn)).toBe(true)
    expect(cloud.iam.visible('no-such-profile')).toBe(false)
  })
})

describe('what a caller may do', () => {
  test('is nothing without a policy, in the words of AWS', async () => {
    const nobody = await userWith('nobody')
    expect(await refusal(nobody.iam.send(new GetRoleCommand({ RoleName: 'web' })))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:iam::123456789012:user/nobody is not authorized to perform: iam:GetRole on resource: arn:aws:iam::123456789012:role/app/web because no identity-based policy allows the iam:GetRole action',
    })
    expect(await nobody.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/nobody',
    })
  })

  test('ends at the resources its policies name, and at an explicit deny', async () => {
    const reader = await userWith(
      'reader',
      statement('iam:*', 'arn:aws:iam::123456789012:role/app/*'),
      statement('iam:DeleteRole', '*', { Effect: 'Deny' }),
    )
    await reader.iam.send(new GetRoleCommand({ RoleName: 'web' }))
    expect(await refusal(reader.iam.send(new GetRoleCommand({ RoleName: 'plain' })))).toMatchObject({ status: 403 })
    expect((await refusal(reader.iam.send(new DeleteRoleCommand({ RoleName: 'web' }))))?.message).toMatch(
      /with an explicit deny in an identity-based policy$/,
    )
  })

  test('includes handing a role on only with PassRole', async () => {
    const profile = { InstanceProfileName: 'passed', RoleName: 'plain' }
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'passed' }))
    const adder = await userWith('adder', statement('iam:AddRoleToInstanceProfile'))
    expect((await refusal(adder.iam.send(new AddRoleToInstanceProfileCommand(profile))))?.message).toContain(
      'iam:PassRole on resource: arn:aws:iam::123456789012:role/plain',
    )
    const passer = await userWith(
      'passer',
      statement('iam:AddRoleToInstanceProfile'),
      statement('iam:PassRole', 'arn:aws:iam::123456789012:role/plain', {
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
    )
    await passer.iam.send(new AddRoleToInstanceProfileCommand(profile))
  })

  test('depends on the tags of the resource', async () => {
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'blue',
        AssumeRolePolicyDocument: ec2,
        Tags: [{ Key: 'team', Value: 'blue' }],
      }),
    )
    const team = await userWith(
      'blue-team',
      statement('iam:GetRole', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } } }),
    )
    await team.iam.send(new GetRoleCommand({ RoleName: 'blue' }))
    expect(await refusal(team.iam.send(new GetRoleCommand({ RoleName: 'plain' })))).toMatchObject({ status: 403 })
  })

  test('ends with the key', async () => {
    const { sts, keyId } = await userWith('leaver')
    await sts.send(new GetCallerIdentityCommand({}))
    expect(await refusal(iam.send(new DeleteUserCommand({ UserName: 'leaver' })))).toMatchObject({ status: 409 })
    await iam.send(new UpdateAccessKeyCommand({ UserName: 'leaver', AccessKeyId: keyId, Status: 'Inactive' }))
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ code: 'InvalidClientTokenId' })
  })
})

describe('assumed roles', () => {
  const arnOf = (name: string) => `arn:aws:iam::123456789012:role/${name}`
  const assume = (sts: STSClient, RoleArn: string, more: object = {}) =>
    sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }))
  const clientsOf = ({ Credentials }: Awaited<ReturnType<typeof assume>>) => {
    const keys = settings({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    })
    return { iam: new IAMClient(keys), sts: new STSClient(keys) }
  }
  let sts: STSClient

  beforeAll(async () => {
    sts = new STSClient(settings(administrator))
    await makeRole('worker', trusting({ AWS: 'arn:aws:iam::123456789012:root' }))
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'worker',
        PolicyName: 'rights',
        PolicyDocument: policy(statement(['iam:GetRole', 'iam:ListRoles'])),
      }),
    )
  })

  test('give credentials that speak as the session, once IAM has spread the role', async () => {
    expect(await refusal(assume(sts, arnOf('worker')))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::123456789012:user/local is not authorized to perform: sts:AssumeRole on resource: ${arnOf('worker')}`,
    })
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    const answer = await assume(sts, arnOf('worker'))
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA/)
    const worker = clientsOf(answer)
    expect(await worker.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:sts::123456789012:assumed-role/worker/session',
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    })
    await worker.iam.send(new GetRoleCommand({ RoleName: 'worker' }))
    expect(await refusal(worker.iam.send(new GetUserCommand({ UserName: 'local' })))).toMatchObject({ status: 403 })
  })

  test('need the right to assume them where the trust policy names the account, and none where it names the user', async () => {
    const guest = await userWith('guest')
    expect(await refusal(assume(guest.sts, arnOf('worker')))).toMatchObject({ code: 'AccessDenied' })
    await makeRole('for-guest', trusting({ AWS: 'arn:aws:iam::123456789012:user/guest' }))
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    await assume(guest.sts, arnOf('for-guest'))
    expect(await refusal(assume(sts, arnOf('for-guest')))).toMatchObject({ code: 'AccessDenied' })
  })

  test('of services cannot be assumed by users, nor those that do not exist', async () => {
    expect(await refusal(assume(sts, arnOf('plain')))).toMatchObject({ code: 'AccessDenied' })
    expect(await refusal(assume(sts, arnOf('none')))).toMatchObject({ code: 'AccessDenied' })
    expect(cloud.iam.mayAssume('ec2.amazonaws.com', arnOf('plain'))).toBe(true)
    expect(cloud.iam.mayAssume('lambda.amazonaws.com', arnOf('plain'))).toBe(false)
    expect(cloud.iam.mayAssume('ec2.amazonaws.com', arnOf('none'))).toBe(false)
  })

  test('can ask for an external id', async () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'secret' } }
    await makeRole('external', trusting({ AWS: '123456789012' }, { Condition }))
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    expect(await refusal(assume(sts, arnOf('external')))).toMatchObject({ code: 'AccessDenied' })
    await assume(sts, arnOf('external'), { ExternalId: 'secret' })
  })

  test('are narrowed by a session policy and by a boundary', async () => {
    const narrow = clientsOf(await assume(sts, arnOf('worker'), { Policy: policy(statement('iam:ListRoles')) }))
    await narrow.iam.send(new ListRolesCommand({}))
    expect((await refusal(narrow.iam.send(new GetRoleCommand({ RoleName: 'worker' }))))?.message).toMatch(
      /because no session policy allows the iam:GetRole action$/,
    )
    const worker = clientsOf(await assume(sts, arnOf('worker')))
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'worker',
        PermissionsBoundary: 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
      }),
    )
    expect((await refusal(worker.iam.send(new ListRolesCommand({}))))?.message).toMatch(
      /because no permissions boundary allows the iam:ListRoles action$/,
    )
  })

  test('keep to their longest session, and to an hour in a chain', async () => {
    expect(await refusal(assume(sts, arnOf('worker'), { DurationSeconds: 7200 }))).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    })
    expect(await refusal(assume(sts, arnOf('worker'), { DurationSeconds: 60 }))).toMatchObject({ status: 400 })
    expect(await refusal(assume(sts, arnOf('worker'), { SourceIdentity: 'me' }))).toMatchObject({
      message: 'SourceIdentity is not supported by this cloud.',
    })
  })

  test('lose their rights when older sessions are revoked, and only those', async () => {
    await makeRole('revoked', trusting({ AWS: '123456789012' }))
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    const session = clientsOf(await assume(sts, arnOf('revoked')))
    const revokeOlderThan = (milliseconds: number) => {
      const Condition = { DateLessThan: { 'aws:TokenIssueTime': new Date(milliseconds).toISOString() } }
      const PolicyDocument = policy(statement('iam:*'), { Effect: 'Deny', Action: '*', Resource: '*', Condition })
      const PolicyName = 'AWSRevokeOlderSessions'
      return iam.send(new PutRolePolicyCommand({ RoleName: 'revoked', PolicyName, PolicyDocument }))
    }
    const hour = 3_600_000
    await revokeOlderThan(Date.now() - hour)
    await session.iam.send(new ListRolesCommand({}))
    await revokeOlderThan(Date.now() + hour)
    expect((await refusal(session.iam.send(new ListRolesCommand({}))))?.message).toMatch(
      /with an explicit deny in an identity-based policy$/,
    )
  })

  test('are told by their issue time from long-term credentials', async () => {
    const Condition = { Null: { 'aws:TokenIssueTime': 'false' } }
    const deny = { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*', Condition }
    const both = await userWith('both', statement('sts:AssumeRole'), deny)
    await assume(both.sts, arnOf('worker'))
    const token = clientsOf(await both.sts.send(new GetSessionTokenCommand({})))
    expect(await refusal(assume(token.sts, arnOf('worker')))).toMatchObject({ code: 'AccessDenied' })
  })

  test('can ask for a user agent, which of a service is its name', async () => {
    const Condition = { StringLike: { 'aws:UserAgent': ['*bookkeeping/1.0*', 'ec2.amazonaws.com'] } }
    const Principal = { AWS: '123456789012', Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }
    await makeRole('by-agent', trusting(Principal, { Condition }))
    await clock.advance(cloud.latencies.iamPropagation * 1000)
    expect(await refusal(assume(sts, arnOf('by-agent')))).toMatchObject({ code: 'AccessDenied' })
    await assume(new STSClient({ ...settings(administrator), customUserAgent: 'bookkeeping/1.0' }), arnOf('by-agent'))
    expect(cloud.iam.mayAssume('ec2.amazonaws.com', arnOf('by-agent'))).toBe(true)
    expect(cloud.iam.mayAssume('lambda.amazonaws.com', arnOf('by-agent'))).toBe(false)
  })

  test('expire on the wall clock and end with their role', async () => {
    await makeRole('brief', trusting({ AWS: '123456789012' }))
    const expired = cloud.iam.issueSession(arnOf('brief'), 'old', -1)
    const old = new STSClient(settings(expired))
    expect(await refusal(old.send(new GetCallerIdentityCommand({})))).toMatchObject({
      message: 'The security token included in the request is expired',
    })
    const orphan = new STSClient(settings(cloud.iam.issueSession(arnOf('brief'), 'orphan')))
    await orphan.send(new GetCallerIdentityCommand({}))
    await iam.send(new DeleteRoleCommand({ RoleName: 'brief' }))
    await makeRole('brief', trusting({ AWS: '123456789012' }))
    expect(await refusal(orphan.send(new GetCallerIdentityCommand({})))).toMatchObject({
      code: 'InvalidClientTokenId',
    })
  })

  test('are not needed for a session token of the user', async () => {
    const own = clientsOf(await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 })))
    expect(await own.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:user/local',
    })
  })
})

test('the global condition keys of users, sessions and services are the ones that are declared', async () => {
  await makeRole('keyed')
  await iam.send(new TagRoleCommand({ RoleName: 'keyed', Tags: [{ Key: 'team', Value: 'red' }] }))
  const principals = [
    { arn: 'arn:aws:iam::123456789012:user/local', userId: 'AIDA' },
    cloud.iam.sessionPrincipal('keyed', 'session'),
    { arn: 'events.amazonaws.com', userId: 'events.amazonaws.com', sourceArn: 'arn:aws:events:::rule/r' },
  ]
  const supplied = principals.flatMap((principal) => Object.keys(globalKeys(cloud, principal)))
  const ofFrontDoor = ['aws:RequestTag', 'aws:ResourceTag', 'aws:TagKeys']
  const names = new Set([...supplied.map((key) => key.split('/')[0] ?? key), ...ofFrontDoor])
  expect([...names].sort()).toEqual([...suppliedGlobalKeys].sort())
})
