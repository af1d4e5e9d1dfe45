import { DescribeListenersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { describe, expect, test } from '@jest/globals'
import { CreateListener, DeleteListener } from '../../../lambdas/listener.ts'
import { asAdministrator } from '../local-account.ts'
import { run } from '../step-run.ts'
import { makeLoadBalancer, makeTargetGroup } from '../subjects.ts'

describe('the listener', () => {
  test('forwards port 80, is adopted, and frees the target group when it is deleted', async () => {
    const { loadBalancerArn } = await makeLoadBalancer('li-a')
    const { targetGroupArn } = await makeTargetGroup('li-a')
    const wanted = { loadBalancerArn, targetGroupArn }
    const made = await run(CreateListener, 'li-a', wanted)
    expect(await run(CreateListener, 'li-a', wanted)).toEqual(made)
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { Listeners } = await client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))
    expect(Listeners).toMatchObject([{ Port: 80, DefaultActions: [{ TargetGroupArn: targetGroupArn }] }])
    await expect(run(DeleteListener, 'li-a')).resolves.toEqual({ deleted: [made.listenerArn] })
    await expect(run(DeleteListener, 'li-a')).resolves.toEqual({ deleted: [] })
  })

  test('that leads elsewhere is led to our targets', async () => {
    const { loadBalancerArn } = await makeLoadBalancer('li-b')
    const stray = await makeTargetGroup('li-stray')
    const { targetGroupArn } = await makeTargetGroup('li-b')
    await run(CreateListener, 'li-b', { loadBalancerArn, ...stray })
    await run(CreateListener, 'li-b', { loadBalancerArn, targetGroupArn })
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { Listeners } = await client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))
    expect(Listeners?.[0]?.DefaultActions?.[0]?.TargetGroupArn).toBe(targetGroupArn)
  })
})
