import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { describe, expect, test } from '@jest/globals'
import { CreateLaunchTemplate } from '../../../lambdas/launch-template.ts'
import { asAdministrator } from '../local-account.ts'
import { run } from '../step-run.ts'
import { makeLaunchTemplate } from '../subjects.ts'

describe('the launch template', () => {
  const versionsOf = async (LaunchTemplateId: string) => {
    const request = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId })
    const { LaunchTemplateVersions = [] } = await new EC2Client(asAdministrator).send(request)
    return LaunchTemplateVersions
  }

  test('is hardened: session tokens only, an encrypted disk, one role, one security group', async () => {
    const { launchTemplateId } = await makeLaunchTemplate('lt-a')
    const [version] = await versionsOf(launchTemplateId)
    expect(version?.LaunchTemplateData).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3', DeleteOnTermination: true } }],
      IamInstanceProfile: { Name: 'resilient-lt-a.us-west-2' },
      SecurityGroupIds: [expect.stringMatching(/^sg-/)],
      TagSpecifications: [{ ResourceType: 'instance' }, { ResourceType: 'volume' }],
    })
    expect(Buffer.from(version?.LaunchTemplateData?.UserData ?? '', 'base64').length).toBeLessThan(16 * 1024)
  })

  test('is left alone by a second run, and gets a new default version when something differs', async () => {
    const { launchTemplateId } = await makeLaunchTemplate('lt-b')
    await makeLaunchTemplate('lt-b')
    expect(await versionsOf(launchTemplateId)).toHaveLength(1)
    await makeLaunchTemplate('lt-b', { instanceType: 't4g.micro' })
    const versions = await versionsOf(launchTemplateId)
    const current = versions.find(({ DefaultVersion }) => DefaultVersion)
    expect([versions.length, current?.VersionNumber]).toEqual([2, 2])
    const images = versions.map(({ LaunchTemplateData }) => LaunchTemplateData?.ImageId)
    expect(new Set(images).size).toBe(2)
  })

  test('of an instance type that EC2 does not know is not made', async () => {
    const wanted = { instanceType: 't9.micro', securityGroupId: 'sg-1', profile: 'p', settingsRefreshSeconds: 1 }
    await expect(run(CreateLaunchTemplate, 'lt-c', wanted)).rejects.toMatchObject({ name: 'InvalidInstanceType' })
  })
})
