import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { Pool } from 'undici'

/** A request as a client of the SDK has signed it: a signature holds for minutes, so that only the cloud is measured. */
interface SignedRequest {
  headers: Record<string, string>
  body: string
}

/** The part of an SDK client's middleware stack that a capture needs. */
interface Interceptable {
  middlewareStack: { add(middleware: unknown, options: unknown): void }
  destroy(): void
}

export type CallRates = Record<'DescribeInstances' | 'GetParameter' | 'DescribeTargetHealth', number>

/** Calls a second that one keep-alive client gets answered, one after another. */
export async function measureCalls(endpoint: string, targetGroupArn: string, parameter: string): Promise<CallRates> {
  const ec2 = new EC2Client({})
  const ssm = new SSMClient({})
  const balancing = new ElasticLoadBalancingV2Client({})
  const instances = await signed(ec2, () => ec2.send(new DescribeInstancesCommand({})))
  const value = await signed(ssm, () => ssm.send(new GetParameterCommand({ Name: parameter })))
  const health = await signed(balancing, () =>
    balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })),
  )
  return {
    DescribeInstances: await rate(endpoint, instances),
    GetParameter: await rate(endpoint, value),
    DescribeTargetHealth: await rate(endpoint, health),
  }
}

async function rate(endpoint: string, request: SignedRequest, seconds = 2): Promise<number> {
  const pool = new Pool(endpoint, { connections: 1, pipelining: 1 })
  const end = performance.now() + seconds * 1000
  let calls = 0
  for (; performance.now() < end; calls++) {
    const { statusCode, body } = await pool.request({ method: 'POST', path: '/', ...request })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`the cloud answered ${statusCode}: ${text}`)
  }
  await pool.close()
  return Math.round(calls / seconds)
}

/** What the client would send, taken out just before it leaves. */
async function signed(client: Interceptable, send: () => Promise<unknown>): Promise<SignedRequest> {
  let captured: SignedRequest | undefined
  const capture = () => async (step: { request: SignedRequest }) => {
    captured = step.request
    throw new Error('captured')
  }
  client.middlewareStack.add(capture, { step: 'finalizeRequest', priority: 'low', name: 'capture' })
  await send().catch(() => {})
  client.destroy()
  if (!captured) throw new Error('nothing was signed')
  return { headers: captured.headers, body: captured.body }
}
