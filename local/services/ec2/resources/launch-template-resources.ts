import type { Call } from '../../../operation.ts'
import { templateNamed } from './launch-request.ts'

/** The ARN of the launch template that a request names by id or name. Throws EC2's error for a name nobody has. */
export function templateResources(
  input: { LaunchTemplateId?: string | undefined; LaunchTemplateName?: string | undefined },
  { cloud: { ec2 } }: Call,
): string[] {
  const { LaunchTemplateId: id, LaunchTemplateName: name } = input
  return [ec2.arn('launch-template', id ?? (name === undefined ? '*' : templateNamed(ec2, name).id))]
}
