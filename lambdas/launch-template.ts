import {
  type _InstanceType,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
  ModifyLaunchTemplateCommand,
  type RequestLaunchTemplateData,
  type Tag,
} from '@aws-sdk/client-ec2'
import * as z from 'zod'
import { files } from '#instance-files'
import { userData } from '../instance/user-data.ts'
import { found, given, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { locationOf, namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { imageFor } from './lookups/image.ts'
import { templateNamedFor } from './lookups/launch-template.ts'

const ec2 = new EC2Client()

/** Creates the launch template; one of ours that says something else gets a new default version. */
export const CreateLaunchTemplate = step(
  payload({
    instanceType: z.string(),
    securityGroupId: z.string(),
    profile: z.string(),
    settingsRefreshSeconds: z.number(),
  }),
  async ({ service, execution, instanceType, securityGroupId, profile, settingsRefreshSeconds }) => {
    const { region } = locationOf(execution)
    const { table, parameters } = namesOf(service)
    const options = { settingsPath: parameters.path, table, region, settingsRefreshSeconds }
    const wanted = {
      ...hardened,
      ImageId: await imageFor(instanceType),
      InstanceType: instanceType as _InstanceType,
      IamInstanceProfile: { Name: profile },
      SecurityGroupIds: [securityGroupId],
      UserData: Buffer.from(userData(options, files)).toString('base64'),
    }
    const tags = tagsOf(service, execution)
    const present = await templateNamedFor(service)
    if (!present) return { launchTemplateId: await created(service, tagging(wanted, tags), tags) }
    refuseUnlessOurs(present.Tags, service, `The launch template ${present.LaunchTemplateName}`)
    const LaunchTemplateId = given(present.LaunchTemplateId, 'LaunchTemplateId')
    if (!includes(await defaultVersionOf(LaunchTemplateId), wanted))
      await renew(LaunchTemplateId, tagging(wanted, tags))
    return { launchTemplateId: LaunchTemplateId }
  },
)

/** Deletes the template with all its versions; running instances keep running. */
export const DeleteLaunchTemplate = step(payload({}), async ({ service }) => {
  const present = await templateNamedFor(service)
  if (!present || !isOurs(present.Tags, service)) return { deleted: [] }
  await found(ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: present.LaunchTemplateId })))
  return { deleted: [namesOf(service).launchTemplate] }
})

/** Credentials only through a session token (IMDSv2), one network hop away; nothing on the disk in clear. */
const hardened: RequestLaunchTemplateData = {
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
  BlockDeviceMappings: [
    { DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp3', VolumeSize: 8, Encrypted: true, DeleteOnTermination: true } },
  ],
}

/** Not a part of what versions are compared by: the execution's name in the tags differs from run to run. */
function tagging(data: RequestLaunchTemplateData, Tags: Tag[]): RequestLaunchTemplateData {
  const ResourceTypes = ['instance', 'volume'] as const
  return { ...data, TagSpecifications: ResourceTypes.map((ResourceType) => ({ ResourceType, Tags })) }
}

async function created(service: string, LaunchTemplateData: RequestLaunchTemplateData, Tags: Tag[]): Promise<string> {
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: namesOf(service).launchTemplate,
      LaunchTemplateData,
      TagSpecifications: [{ ResourceType: 'launch-template', Tags }],
    }),
  )
  return given(LaunchTemplate?.LaunchTemplateId, 'LaunchTemplateId')
}

async function defaultVersionOf(LaunchTemplateId: string) {
  const request = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['$Default'] })
  const { LaunchTemplateVersions } = await ec2.send(request)
  return LaunchTemplateVersions?.[0]?.LaunchTemplateData
}

async function renew(LaunchTemplateId: string, LaunchTemplateData: RequestLaunchTemplateData): Promise<void> {
  const { LaunchTemplateVersion } = await ec2.send(
    new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }),
  )
  const DefaultVersion = String(given(LaunchTemplateVersion?.VersionNumber, 'VersionNumber'))
  await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }))
}

/** Whether `present` says all that `wanted` says; AWS may have filled in more. */
function includes(present: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return present === wanted
  if (typeof present !== 'object' || present === null) return false
  if (Array.isArray(wanted) && wanted.length !== (present as unknown[]).length) return false
  return Object.entries(wanted).every(([key, value]) => includes((present as Record<string, unknown>)[key], value))
}
