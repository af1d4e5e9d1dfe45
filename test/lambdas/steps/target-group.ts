import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, test } from '@jest/globals'
import { asAdministrator } from '../local-account.ts'
import { makeTargetGroup } from '../subjects.ts'

describe('the target group', () => {
  const settingsOf = async (TargetGroupArn: string) => {
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }))
    const { Attributes } = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))
    const delay = Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
    return { ...TargetGroups?.[0], delay: delay?.Value }
  }

  test('checks /healthcheck at the given pace, and lets targets go after ten seconds', async () => {
    const { targetGroupArn } = await makeTargetGroup('tg-a', { intervalSeconds: 7, unhealthyThreshold: 3 })
    expect(await settingsOf(targetGroupArn)).toMatchObject({
      HealthCheckPath: '/healthcheck',
      HealthCheckIntervalSeconds: 7,
      HealthCheckTimeoutSeconds: 2,
      UnhealthyThresholdCount: 3,
      Port: 80,
      delay: '10',
    })
  })

  test('gets the pace that is asked for now', async () => {
    await makeTargetGroup('tg-b')
    const { targetGroupArn } = await makeTargetGroup('tg-b', { intervalSeconds: 20, timeoutSeconds: 10 })
    const settings = await settingsOf(targetGroupArn)
    expect(settings).toMatchObject({ HealthCheckIntervalSeconds: 20, HealthCheckTimeoutSeconds: 10 })
  })
})
