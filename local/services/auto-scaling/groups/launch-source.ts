import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling'
import type { InstanceNetworkInterfaceSpecification } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import type { Call, Need } from '../../../operation.ts'
import { findTemplate } from '../../ec2/resources/launch-request.ts'
import type { Subnet } from '../../ec2/resources/network.ts'
import * as RunInstances from '../../ec2/run-instances.ts'
import type { Ec2State } from '../../ec2/state.ts'
import { validationError } from './errors.ts'
import type { TemplateChoice } from './group.ts'

/**
 * The template a group is to launch from. Auto Scaling tries a launch without making anything, and passes on what EC2
 * says of it: also that IAM has not yet propagated the instance profile.
 */
export function chooseTemplate(
  ec2: Ec2State,
  specification: LaunchTemplateSpecification,
  subnets: readonly Subnet[],
): TemplateChoice {
  try {
    const { template } = findTemplate(ec2, specification)
    for (const subnet of subnets) ec2.checkLaunch(launchRequest(ec2, specification, subnet))
    return { id: template.id, name: template.name, version: specification.Version ?? '$Default' }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw validationError(`You must use a valid fully-formed launch template. ${error.message}`)
  }
}

/** A launch in a subnet of the group's, which a template with network interfaces has on its first. */
export function launchRequest(ec2: Ec2State, LaunchTemplate: LaunchTemplateSpecification, { id: SubnetId }: Subnet) {
  const [first, ...more] = findTemplate(ec2, LaunchTemplate).version.data.NetworkInterfaces ?? []
  return first
    ? {
        LaunchTemplate,
        NetworkInterfaces: [{ ...first, SubnetId }, ...more] as InstanceNetworkInterfaceSpecification[],
      }
    : { LaunchTemplate, SubnetId }
}

/**
 * Whoever makes a group launches its instances: they need the rights of RunInstances for what the template says.
 * Source: Amazon EC2 Auto Scaling User Guide, "Control Amazon EC2 launch template usage in Auto Scaling groups".
 */
export function launchNeeds(specification: LaunchTemplateSpecification | undefined, call: Call): Need[] {
  if (!specification) return []
  const request = { LaunchTemplate: specification, MinCount: 1, MaxCount: 1 }
  try {
    const conditions = RunInstances.conditions(request, call)
    const runs = RunInstances.resources(request, call).map((resource) => ({
      action: 'ec2:RunInstances',
      resource,
      conditions,
    }))
    return [...runs, ...RunInstances.needs(request, call)]
  } catch (error) {
    // A template that is not there is the operation's to refuse, in Auto Scaling's words.
    if (error instanceof AwsError) return []
    throw error
  }
}
