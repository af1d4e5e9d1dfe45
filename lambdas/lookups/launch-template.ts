import { DescribeLaunchTemplatesCommand, EC2Client, type LaunchTemplate } from '@aws-sdk/client-ec2'
import { found } from '../core/aws.ts'
import { namesOf } from '../core/names.ts'

const ec2 = new EC2Client()

/** The launch template of the service's name, whoever made it. */
export async function templateNamedFor(service: string): Promise<LaunchTemplate | undefined> {
  const LaunchTemplateNames = [namesOf(service).launchTemplate]
  const answer = await found(ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames })))
  return answer?.LaunchTemplates?.[0]
}
