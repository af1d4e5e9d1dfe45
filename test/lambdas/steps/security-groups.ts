import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { describe, expect, test } from '@jest/globals'
import { asAdministrator } from '../local-account.ts'
import { makeSecurityGroups } from '../subjects.ts'

describe('security groups', () => {
  const rulesOf = async (GroupId: string) => {
    const { SecurityGroups } = await new EC2Client(asAdministrator).send(
      new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
    )
    return (SecurityGroups?.[0]?.IpPermissions ?? []).map(({ FromPort, ToPort, IpRanges, UserIdGroupPairs }) => ({
      ports: [FromPort, ToPort],
      ranges: IpRanges?.map(({ CidrIp }) => CidrIp) ?? [],
      groups: UserIdGroupPairs?.map(({ GroupId }) => GroupId) ?? [],
    }))
  }

  test('admit the allowed range to the balancer, and the balancer alone to the instances', async () => {
    const made = await makeSecurityGroups('sg-a', '203.0.113.0/24')
    const { balancerSecurityGroupId: balancer, instanceSecurityGroupId: instances } = made
    expect(await rulesOf(balancer)).toEqual([{ ports: [80, 80], ranges: ['203.0.113.0/24'], groups: [] }])
    expect(await rulesOf(instances)).toEqual([{ ports: [80, 80], ranges: [], groups: [balancer] }])
  })

  test('get the range that is asked for now, and lose what a person has added', async () => {
    const { balancerSecurityGroupId: GroupId } = await makeSecurityGroups('sg-b', '203.0.113.0/24')
    const IpPermissions = [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'debugging' }] },
    ]
    await new EC2Client(asAdministrator).send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    await makeSecurityGroups('sg-b', '198.51.100.0/24')
    expect(await rulesOf(GroupId)).toEqual([{ ports: [80, 80], ranges: ['198.51.100.0/24'], groups: [] }])
  })
})
