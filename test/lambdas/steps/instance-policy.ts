import {
  CreatePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam'
import { describe, expect, test } from '@jest/globals'
import { iamNamesOf } from '../../../lambdas/core/names.ts'
import { CreateInstancePolicy, DeleteInstancePolicy } from '../../../lambdas/instance-policy.ts'
import { CreateInstanceProfile } from '../../../lambdas/instance-profile.ts'
import { CreateInstanceRole } from '../../../lambdas/instance-role.ts'
import { asAdministrator, region } from '../local-account.ts'
import { executionNamed, run } from '../step-run.ts'
import { makeProfile, makeRole } from '../subjects.ts'

describe('the policy', () => {
  const iam = () => new IAMClient(asAdministrator)
  const policyArn = (service: string) => `arn:aws:iam::123456789012:policy/${iamNamesOf(service, region).policy}`
  const documentOf = async (PolicyArn: string) => {
    const { Policy } = await iam().send(new GetPolicyCommand({ PolicyArn }))
    const VersionId = Policy?.DefaultVersionId
    const { PolicyVersion } = await iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))
  }

  test('lets an instance read one table and its own settings, and nothing else', async () => {
    await run(CreateInstancePolicy, 'pol-a')
    expect((await documentOf(policyArn('pol-a'))).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: 'arn:aws:dynamodb:us-west-2:123456789012:table/resilient-pol-a',
      },
      {
        Effect: 'Allow',
        Action: 'ssm:GetParameters',
        Resource: 'arn:aws:ssm:us-west-2:123456789012:parameter/resilient-service/pol-a/*',
      },
    ])
  })

  test('says so again after a person has changed it, and is deleted with all its versions', async () => {
    await run(CreateInstancePolicy, 'pol-b')
    const PolicyArn = policyArn('pol-b')
    const original = await documentOf(PolicyArn)
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
    await iam().send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
    await run(CreateInstancePolicy, 'pol-b')
    expect(await documentOf(PolicyArn)).toEqual(original)
    await expect(run(DeleteInstancePolicy, 'pol-b')).resolves.toEqual({ deleted: ['resilient-pol-b.us-west-2'] })
  })

  test('of the same service in another region is another one, and out of reach', async () => {
    const execution = executionNamed('elsewhere').replace(region, 'us-east-1')
    await run(CreateInstancePolicy, 'pol-d')
    for (const step of [CreateInstancePolicy, DeleteInstancePolicy]) {
      const elsewhere = expect.stringContaining('policy/resilient-pol-d.us-east-1')
      await expect(run(step, 'pol-d', { execution })).rejects.toMatchObject({ name: 'Denied', message: elsewhere })
    }
  })

  test('is attached again to a role that lost it, and the role put back into its profile', async () => {
    const { role: RoleName } = await makeRole('pol-c')
    await makeProfile('pol-c')
    const PolicyArn = policyArn('pol-c')
    await iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
    const InstanceProfileName = iamNamesOf('pol-c', region).profile
    await iam().send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
    await run(CreateInstanceRole, 'pol-c', { policyArn: PolicyArn })
    await run(CreateInstanceProfile, 'pol-c', { role: RoleName })
    const { AttachedPolicies } = await iam().send(new ListAttachedRolePoliciesCommand({ RoleName }))
    expect(AttachedPolicies).toMatchObject([{ PolicyArn }])
    const { InstanceProfile } = await iam().send(new GetInstanceProfileCommand({ InstanceProfileName }))
    expect(InstanceProfile?.Roles).toMatchObject([{ RoleName }])
  })

  test('reaches instances by a role that another attempt may be putting into the profile just now', async () => {
    const { role: RoleName } = await makeRole('pol-e')
    await makeProfile('pol-e')
    const InstanceProfileName = iamNamesOf('pol-e', region).profile
    await iam().send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
    const attempt = () => run(CreateInstanceProfile, 'pol-e', { role: RoleName })
    const attempts = await Promise.allSettled([attempt(), attempt(), attempt()])
    const refusals = attempts.flatMap((each) => (each.status === 'rejected' ? [each.reason.name] : []))
    expect(refusals).toEqual(refusals.map(() => 'NotPropagated'))
    await expect(attempt()).resolves.toEqual({ profile: InstanceProfileName })
  })
})
