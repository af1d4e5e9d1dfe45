import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  EC2Client,
  type IpPermission,
  paginateDescribeSecurityGroups,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2'
import * as z from 'zod'
import { found, given, isOurs, pagesOf, refuseUnlessOurs } from './core/aws.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const ec2 = new EC2Client()

const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }

/** Two groups of the service's own: the network's default group, which others share, is never touched. */
export const CreateSecurityGroups = step(
  payload({ vpcId: z.string(), allowedCidr: z.string() }),
  async ({ service, execution, vpcId, allowedCidr }) => {
    const { balancerSecurityGroup, instanceSecurityGroup } = namesOf(service)
    const make = (name: string, description: string) => ensured({ service, execution, vpcId, name, description })
    const balancer = await make(balancerSecurityGroup, `Who may reach the load balancer of ${service}`)
    await admitOnly(balancer, { ...http, IpRanges: [{ CidrIp: allowedCidr }] })
    const instances = await make(instanceSecurityGroup, `The load balancer of ${service} may reach its instances`)
    await admitOnly(instances, { ...http, UserIdGroupPairs: [{ GroupId: idOf(balancer) }] })
    return { balancerSecurityGroupId: idOf(balancer), instanceSecurityGroupId: idOf(instances) }
  },
)

/** The instances' group goes first, because it names the other one. `InUse` as long as anything is in them. */
export const DeleteSecurityGroups = step(payload({}), async ({ service }) => {
  const { balancerSecurityGroup, instanceSecurityGroup } = namesOf(service)
  const deleted: string[] = []
  for (const name of [instanceSecurityGroup, balancerSecurityGroup]) {
    for (const group of await groupsNamed(name)) {
      if (!isOurs(group.Tags, service)) continue
      await found(ec2.send(new DeleteSecurityGroupCommand({ GroupId: idOf(group) })))
      deleted.push(name)
    }
  }
  return { deleted }
})

interface Wanted {
  service: string
  execution: string
  vpcId: string
  name: string
  description: string
}

async function ensured({ service, execution, vpcId, name, description }: Wanted): Promise<SecurityGroup> {
  const [group] = await groupsNamed(name, vpcId)
  if (group) {
    refuseUnlessOurs(group.Tags, service, `The security group ${name} in ${vpcId}`)
    return group
  }
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: name,
      Description: description,
      VpcId: vpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: tagsOf(service, execution) }],
    }),
  )
  return { GroupId: given(GroupId, 'GroupId') }
}

/** Makes `wanted` the group's only rule, also where an earlier run, or a person, allowed something else. */
async function admitOnly(group: SecurityGroup, wanted: IpPermission): Promise<void> {
  const GroupId = idOf(group)
  const present = (group.IpPermissions ?? []).flatMap(singleSources)
  const extra = present.filter((rule) => !isSameRule(rule, wanted))
  if (extra.length) await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: extra }))
  if (extra.length < present.length) return
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [wanted] }))
}

/** EC2 answers with one permission per port and lists its sources; a rule of ours has one source. */
function singleSources({ IpProtocol, FromPort, ToPort, ...sources }: IpPermission): IpPermission[] {
  const ports = { IpProtocol, ...(FromPort !== undefined && { FromPort }), ...(ToPort !== undefined && { ToPort }) }
  return [
    ...(sources.IpRanges ?? []).map(({ CidrIp }) => ({ ...ports, IpRanges: [{ CidrIp }] })),
    ...(sources.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => ({ ...ports, Ipv6Ranges: [{ CidrIpv6 }] })),
    ...(sources.PrefixListIds ?? []).map(({ PrefixListId }) => ({ ...ports, PrefixListIds: [{ PrefixListId }] })),
    ...(sources.UserIdGroupPairs ?? []).map(({ GroupId }) => ({ ...ports, UserIdGroupPairs: [{ GroupId }] })),
  ]
}

function isSameRule(rule: IpPermission, wanted: IpPermission): boolean {
  return (
    rule.IpProtocol === wanted.IpProtocol &&
    rule.FromPort === wanted.FromPort &&
    rule.ToPort === wanted.ToPort &&
    rule.IpRanges?.[0]?.CidrIp === wanted.IpRanges?.[0]?.CidrIp &&
    rule.UserIdGroupPairs?.[0]?.GroupId === wanted.UserIdGroupPairs?.[0]?.GroupId
  )
}

async function groupsNamed(name: string, vpcId?: string): Promise<SecurityGroup[]> {
  const Filters = [{ Name: 'group-name', Values: [name] }, ...(vpcId ? [{ Name: 'vpc-id', Values: [vpcId] }] : [])]
  const pages = await pagesOf(paginateDescribeSecurityGroups({ client: ec2 }, { Filters }))
  return pages.flatMap(({ SecurityGroups = [] }) => SecurityGroups)
}

function idOf({ GroupId }: SecurityGroup): string {
  return given(GroupId, 'GroupId')
}
