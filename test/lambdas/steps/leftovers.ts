import { CreateKeyPairCommand, EC2Client } from '@aws-sdk/client-ec2'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { expect, test } from '@jest/globals'
import { iamNamesOf, namesOf, serviceTag } from '../../../lambdas/core/names.ts'
import { DeleteInstancePolicy } from '../../../lambdas/instance-policy.ts'
import { DeleteInstanceProfile } from '../../../lambdas/instance-profile.ts'
import { DeleteInstanceRole } from '../../../lambdas/instance-role.ts'
import { AuditLeftovers } from '../../../lambdas/leftovers.ts'
import { inventory } from '../../../lambdas/lookups/inventory.ts'
import { asAdministrator, region } from '../local-account.ts'
import { run } from '../step-run.ts'
import { makeGroup, makeLoadBalancer, makeTargetGroup, subjects } from '../subjects.ts'

test('an account without the service has no leftovers, and the audit says where it looked', async () => {
  await expect(run(AuditLeftovers, 'none')).resolves.toEqual({ audited: Object.keys(inventory) })
})

test('a whole service is found, each part by its name, and none once all is deleted', async () => {
  const service = 'whole'
  await makeGroup(service)
  await makeLoadBalancer(service)
  await makeTargetGroup(service)
  for (const name of ['the table', 'the parameters']) await subjects[name]?.make(service)
  const cause = await run(AuditLeftovers, service).catch((error: Error) => error)
  expect(cause).toMatchObject({ name: 'Leftovers' })
  const { message } = cause as Error
  const kinds = Object.keys(inventory).filter((kind) => !/other/.test(kind))
  expect(kinds.filter((kind) => !message.includes(`${kind} `))).toEqual([])
  for (const name of Object.values(namesOf(service).parameters.settings)) expect(message).toContain(name)

  for (const name of [
    'the Auto Scaling group',
    'the load balancer',
    'the launch template',
    'the table',
    'the parameters',
  ])
    await subjects[name]?.remove(service)
  for (const step of [DeleteInstanceProfile, DeleteInstanceRole, DeleteInstancePolicy]) await run(step, service)
  for (const name of ['the target group', 'the security groups']) await subjects[name]?.remove(service)
  await expect(run(AuditLeftovers, service)).resolves.toBeDefined()
})

test('what a person tagged as ours under a name of their own is found too', async () => {
  const tag = { Key: serviceTag, Value: 'tagged' }
  const TagSpecifications = [{ ResourceType: 'key-pair' as const, Tags: [tag] }]
  await new EC2Client(asAdministrator).send(new CreateKeyPairCommand({ KeyName: 'mine', TagSpecifications }))
  await expect(run(AuditLeftovers, 'tagged')).rejects.toMatchObject({
    name: 'Leftovers',
    message: expect.stringMatching(/part of EC2 key-/),
  })
})

test('what is named like ours and not tagged is no leftover', async () => {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  })
  const { role: RoleName } = iamNamesOf('stranger', region)
  await new IAMClient(asAdministrator).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  await expect(run(AuditLeftovers, 'stranger')).resolves.toBeDefined()
})
