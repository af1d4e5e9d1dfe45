import { expect, test } from '@jest/globals'
import { CheckLoadBalancer } from '../../../lambdas/load-balancer.ts'
import { run, runUntil } from '../step-run.ts'
import { makeLoadBalancer } from '../subjects.ts'

test('the load balancer is ready when AWS says so, and not while it is not seen', async () => {
  await makeLoadBalancer('lb-a')
  await expect(run(CheckLoadBalancer, 'lb-a')).resolves.toEqual({ ready: false, status: 'provisioning' })
  await expect(runUntil('ready', CheckLoadBalancer, 'lb-a')).resolves.toEqual({ ready: true, status: 'active' })
  await expect(run(CheckLoadBalancer, 'lb-none')).resolves.toEqual({ ready: false, status: 'absent' })
})
