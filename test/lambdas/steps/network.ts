import { describe, expect, test } from '@jest/globals'
import { CreateLoadBalancer } from '../../../lambdas/load-balancer.ts'
import { FindNetwork } from '../../../lambdas/network.ts'
import { account } from '../account.ts'
import { run } from '../step-run.ts'
import { makeSecurityGroups, network } from '../subjects.ts'

describe('the network', () => {
  test('is the default VPC with one public subnet in each of three zones', async () => {
    const { existed, vpcId, subnetIds, zones } = await network('net-a')
    expect(existed).toBe(false)
    expect(vpcId).toMatch(/^vpc-/)
    expect(zones).toEqual(account().zones.slice(0, 3))
    expect(new Set(subnetIds).size).toBe(3)
  })

  test('that does not exist is NoNetwork', async () => {
    const wanted = { vpcId: 'vpc-0123456789abcdef0', instanceType: 't3.micro' }
    await expect(run(FindNetwork, 'net-b', wanted)).rejects.toMatchObject({
      name: 'NoNetwork',
      message: 'There is no VPC vpc-0123456789abcdef0 in this region.',
    })
  })

  test('with no zone that offers the instance type is InvalidInput before anything is made', async () => {
    await expect(run(FindNetwork, 'net-c', { vpcId: null, instanceType: 't9.micro' })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/^instanceType: t9.micro /),
    })
  })

  test('of instances too small to install their server is InvalidInput before anything is created', async () => {
    await expect(run(FindNetwork, 'net-f', { vpcId: null, instanceType: 't4g.nano' })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/^instanceType: t4g.nano has 512 MiB/),
    })
  })

  test('of a service that has a load balancer is where that one is', async () => {
    const { subnetIds } = await network('net-e')
    const { balancerSecurityGroupId: securityGroupId } = await makeSecurityGroups('net-e')
    await run(CreateLoadBalancer, 'net-e', { subnetIds: subnetIds.slice(1), securityGroupId })
    expect(await network('net-e')).toMatchObject({ existed: true, subnetIds: subnetIds.slice(1) })
  })

  test('cannot be changed while the service is in one', async () => {
    await makeSecurityGroups('net-d')
    const wanted = { vpcId: 'vpc-0123456789abcdef0', instanceType: 't3.micro' }
    await expect(run(FindNetwork, 'net-d', wanted)).rejects.toMatchObject({ name: 'InvalidInput' })
  })
})
