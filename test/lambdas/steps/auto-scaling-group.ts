import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling'
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { describe, expect, test } from '@jest/globals'
import { AttachTargetGroup, CreateAutoScalingGroup } from '../../../lambdas/auto-scaling-group.ts'
import { namesOf } from '../../../lambdas/core/names.ts'
import { DeleteInstances } from '../../../lambdas/instances.ts'
import { CreateLaunchTemplate } from '../../../lambdas/launch-template.ts'
import { CheckTargets } from '../../../lambdas/targets.ts'
import { until } from '../../until.ts'
import { asAdministrator } from '../local-account.ts'
import { run, runUntil, whileItEndsWith } from '../step-run.ts'
import { makeGroup, makeLaunchTemplate, makeSecurityGroups, makeTargetGroup, network } from '../subjects.ts'

describe('the Auto Scaling group', () => {
  const groupOf = async (service: string) => {
    const AutoScalingGroupNames = [namesOf(service).group]
    const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames })
    return (await new AutoScalingClient(asAdministrator).send(request)).AutoScalingGroups?.[0]
  }

  test('trusts the load balancer, follows the capacity that is asked for, and is set going again', async () => {
    await makeGroup('asg-a', 1)
    const { targetGroupArn } = await makeTargetGroup('asg-a')
    await expect(run(AttachTargetGroup, 'asg-a', { targetGroupArn })).resolves.toEqual({ attached: true })
    await expect(run(AttachTargetGroup, 'asg-a', { targetGroupArn })).resolves.toEqual({ attached: false })
    const AutoScalingGroupName = namesOf('asg-a').group
    await new AutoScalingClient(asAdministrator).send(new SuspendProcessesCommand({ AutoScalingGroupName }))
    await makeGroup('asg-a', 2)
    expect(await groupOf('asg-a')).toMatchObject({
      MinSize: 2,
      MaxSize: 2,
      DesiredCapacity: 2,
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 300,
      TargetGroupARNs: [targetGroupArn],
      SuspendedProcesses: [],
    })
    const seen = await run<{ ready: boolean; targets: object[] }>(CheckTargets, 'asg-a', {
      targetGroupArn,
      capacity: 2,
    })
    expect(seen).toMatchObject({ ready: false, zones: [], problem: '' })
  })

  test('keeps its instances when the launch template changes, and the check of the targets names them', async () => {
    const service = 'asg-c'
    await makeGroup(service)
    const wanted = { ...(await makeTargetGroup(service)), capacity: 1 }
    const check = () => run<{ targets: { id: string }[]; outdated: string[] }>(CheckTargets, service, wanted)
    await until(async () => (await check()).targets.length === 1, 'the instance')
    const { targets, outdated } = await check()
    expect(outdated).toEqual([])
    await makeLaunchTemplate(service, { instanceType: 't4g.micro' })
    await expect(check()).resolves.toMatchObject({ outdated: targets.map(({ id }) => id) })
  })

  test('that appears only after the teardown has looked for it is deleted all the same', async () => {
    await makeGroup('asg-late')
    await expect(runUntil('gone', DeleteInstances, 'asg-late')).resolves.toEqual({ gone: true, instances: [] })
    expect(await groupOf('asg-late')).toBeUndefined()
  })

  test('leaves no instance behind, not even one that a person has taken out of it', async () => {
    const { launchTemplateId: LaunchTemplateId } = await makeLaunchTemplate('stray')
    const request = new RunInstancesCommand({ LaunchTemplate: { LaunchTemplateId }, MinCount: 1, MaxCount: 1 })
    const client = new EC2Client(asAdministrator)
    const { Instances } = await whileItEndsWith('InvalidParameterValue', () => client.send(request))
    const strays = Instances?.map(({ InstanceId }) => InstanceId)
    await expect(run(DeleteInstances, 'stray')).resolves.toEqual({ gone: false, instances: strays })
    await expect(runUntil('gone', DeleteInstances, 'stray')).resolves.toEqual({ gone: true, instances: [] })
  })

  test('with a profile that AWS does not see is NotPropagated, which is tried again', async () => {
    const { subnetIds } = await network('asg-b')
    const { instanceSecurityGroupId: securityGroupId } = await makeSecurityGroups('asg-b')
    const template = { instanceType: 't3.micro', securityGroupId, profile: 'not-yet', settingsRefreshSeconds: 1 }
    const { launchTemplateId } = await run(CreateLaunchTemplate, 'asg-b', template)
    const wanted = { capacity: 1, subnetIds, launchTemplateId }
    await expect(run(CreateAutoScalingGroup, 'asg-b', wanted)).rejects.toMatchObject({ name: 'NotPropagated' })
  })
})
