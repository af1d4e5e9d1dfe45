import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Clock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import type { Latencies } from '../../../../local/latencies.ts'
import type { Instance } from '../../../../local/services/ec2/resources/instance.ts'
import { startCloud } from '../../../../local/start.ts'

/** A cloud whose instances run at once and never boot by themselves: tests say what listens on them. */
export async function cloudWith(
  clock: Clock,
  latencies: Partial<Latencies> = {},
): Promise<{ cloud: Cloud; client: ElasticLoadBalancingV2Client }> {
  const cloud = await startCloud({ clock, latencies: { instancePending: 0, instanceBoot: 1_000_000, ...latencies } })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const options = { region: cloud.region, endpoint: cloud.endpoint, credentials, maxAttempts: 1 }
  return { cloud, client: new ElasticLoadBalancingV2Client(options) }
}

export const subnetIds = (cloud: Cloud) => [...cloud.ec2.subnets.keys()]

/** Makes a security group; `from` names who is let in, on port 80 and the ports up to the last. */
export function securityGroup(
  cloud: Cloud,
  name: string,
  from: { cidr: string } | { groupId: string } | undefined,
  toPort = 80,
): string {
  const id = `sg-0${Buffer.from(name.padEnd(8, '-')).toString('hex').slice(0, 16)}`
  const peer = from === undefined ? [] : [from]
  cloud.ec2.securityGroups.set(id, {
    id,
    name,
    description: name,
    vpcId: cloud.ec2.defaultVpc.id,
    rules: peer.map((each) => ({
      id: `sgr-${id}`,
      groupId: id,
      isEgress: false,
      protocol: 'tcp',
      fromPort: 80,
      toPort,
      peer: each,
    })),
  })
  return id
}

/** Launches an instance in the zone with this number, on which `port` of loopback stands for port 80. */
export function launch(cloud: Cloud, zone: number, groupId: string, port?: number): Instance {
  const [instance] = cloud.ec2.launch({
    ImageId: [...cloud.ec2.images.keys()][0],
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    SubnetId: subnetIds(cloud)[zone],
    SecurityGroupIds: [groupId],
  })
  if (instance === undefined) throw new Error('nothing was launched')
  if (port !== undefined) instance.machine.endpoint = { host: '127.0.0.1', port }
  return instance
}

export interface Service {
  balancerArn: string
  groupArn: string
  listenerArn: string
  /** `http://127.0.0.1:PORT` */
  url: string
  port: number
  balancerGroup: string
  instanceGroup: string
}

/** A load balancer open to all, a target group behind it, and a listener between them. */
export async function buildService(
  cloud: Cloud,
  client: ElasticLoadBalancingV2Client,
  name: string,
  healthCheck: Partial<CreateTargetGroupCommandInput> = {},
  attributes: Record<string, string> = {},
): Promise<Service> {
  const balancerGroup = securityGroup(cloud, `${name}b`, { cidr: '0.0.0.0/0' })
  const instanceGroup = securityGroup(cloud, `${name}i`, { groupId: balancerGroup })
  const made = await client.send(
    new CreateLoadBalancerCommand({
      Name: name,
      Subnets: subnetIds(cloud).slice(0, 3),
      SecurityGroups: [balancerGroup],
    }),
  )
  const { LoadBalancerArn: balancerArn = '', DNSName = '' } = made.LoadBalancers?.[0] ?? {}
  const group = await client.send(
    new CreateTargetGroupCommand({ ...usual(cloud), Name: name, HealthyThresholdCount: 2, ...healthCheck }),
  )
  const groupArn = group.TargetGroups?.[0]?.TargetGroupArn ?? ''
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
  if (Attributes.length)
    await client.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: groupArn, Attributes }))
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: groupArn }]
  const listener = await client.send(
    new CreateListenerCommand({ LoadBalancerArn: balancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }),
  )
  const listenerArn = listener.Listeners?.[0]?.ListenerArn ?? ''
  const port = Number(DNSName.split(':')[1])
  return { balancerArn, groupArn, listenerArn, url: `http://${DNSName}`, port, balancerGroup, instanceGroup }
}

export function usual(cloud: Cloud) {
  return {
    Protocol: 'HTTP' as const,
    Port: 80,
    VpcId: cloud.ec2.defaultVpc.id,
    HealthCheckPath: '/healthcheck',
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 2,
  }
}

export function register(client: ElasticLoadBalancingV2Client, groupArn: string, instances: readonly Instance[]) {
  const Targets = instances.map(({ id }) => ({ Id: id }))
  return client.send(new RegisterTargetsCommand({ TargetGroupArn: groupArn, Targets }))
}

/** State, reason and description of each target, by instance. */
export async function healthOf(client: ElasticLoadBalancingV2Client, groupArn: string): Promise<Map<string, string[]>> {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: groupArn }),
  )
  return new Map(
    TargetHealthDescriptions.map(({ Target, TargetHealth: { State, Reason, Description } = {} }) => [
      Target?.Id ?? '',
      [State, Reason, Description].filter((each) => each !== undefined),
    ]),
  )
}

/** The name and message a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { name, message } = error as Error
    return `${name}: ${message}`
  }
  return 'not refused'
}
