import * as z from 'zod'
import { serviceName } from './core/names.ts'
import { exactly } from './core/step.ts'

/** A whole number; every mistake gets the same sentence, which says what is allowed. */
function whole(least: number, most: number) {
  const rule = `must be a whole number from ${least} to ${most}`
  return z.int(rule).min(least, rule).max(most, rule)
}

const serviceRule =
  'must be 1 to 20 characters: lowercase letters, digits and hyphens, starting with a letter, not ending with a hyphen'
const service = z.string(serviceRule).regex(serviceName, serviceRule).default('demo')

/** Step Functions passes it to an execution that another one starts, so that the console can link the two. */
const startedBy = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional() }

/** Elastic Load Balancing's limits ("Health checks for Application Load Balancer target groups"). */
export const healthCheck = exactly({
  intervalSeconds: whole(5, 300).default(5),
  timeoutSeconds: whole(2, 120).default(2),
  healthyThreshold: whole(2, 10).default(2),
  unhealthyThreshold: whole(2, 10).default(2),
}).refine(({ timeoutSeconds, intervalSeconds }) => timeoutSeconds < intervalSeconds, {
  path: ['timeoutSeconds'],
  error: 'must be less than intervalSeconds (5 where left out)',
})

const cidrRule = 'must be an IPv4 range such as 203.0.113.0/24, or 0.0.0.0/0 for everybody'
const instanceTypeRule = 'must be an EC2 instance type such as t3.micro or t4g.micro'
const vpcRule = 'must be the id of a VPC, such as vpc-0123456789abcdef0; left out, the default VPC is used'
const refreshRule = 'must be a number of seconds from 0.1 to 60'
const onFailureRule = 'must be "teardown" or "keep"'

/** What Deploy understands besides the service. */
const deployment = {
  capacity: whole(1, 30).default(3),
  instanceType: z
    .string(instanceTypeRule)
    .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, instanceTypeRule)
    .default('t3.micro'),
  vpcId: z
    .string(vpcRule)
    .regex(/^vpc-[0-9a-f]{8,17}$/, vpcRule)
    .nullable()
    .default(null),
  allowedCidr: z.cidrv4(cidrRule).transform(withoutHostBits).default('0.0.0.0/0'),
  healthCheck: healthCheck.prefault({}),
  settingsRefreshSeconds: z.number(refreshRule).min(0.1, refreshRule).max(60, refreshRule).default(1),
  /** Where it is left out, the state machine tears down only what did not exist before. */
  onFailure: z.enum(['teardown', 'keep'], onFailureRule).nullable().default(null),
}

/** Parameter Store answers 40 reads a second in an account's region; the rest is for the steps, and for others. */
const settingsReadsPerSecond = 30

/** An input that deploys: its servers together keep within the quota. */
export function withinQuota<Schema extends z.ZodType<{ capacity: number; settingsRefreshSeconds: number }>>(
  schema: Schema,
) {
  return schema.refine(
    ({ capacity, settingsRefreshSeconds }) => capacity <= settingsReadsPerSecond * settingsRefreshSeconds,
    {
      path: ['settingsRefreshSeconds'],
      error: `must be at least capacity / ${settingsReadsPerSecond}, or the servers would use up the account's quota of Parameter Store`,
    },
  )
}

export const deployInput = withinQuota(exactly({ service, ...deployment, ...startedBy }))
export const teardownInput = exactly({ service, ...startedBy })

/** EC2 keeps a range without its host bits; asked for 10.1.2.3/8 a second time, it must be known as 10.0.0.0/8. */
function withoutHostBits(cidr: string): string {
  const [address = '', length = '32'] = cidr.split('/')
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(length))
  const network = Math.floor(bits / size) * size
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256)
  return `${parts.join('.')}/${length}`
}
