import type { LaunchTemplateSpecification, RunInstancesRequest, TagSpecification } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import { find } from '../requests/resource-id.ts'
import type { Ec2State } from '../state.ts'
import { findVersion, type LaunchTemplate, type TemplateVersion } from './launch-template.ts'

/** A launch with everything its template adds, and the template it came from. */
export interface LaunchRequest extends Partial<RunInstancesRequest> {
  template?: { readonly id: string; readonly version: number }
}

/** The template and version a request names by id or name. Throws EC2's error for one that is not there. */
export function findTemplate(
  ec2: Ec2State,
  { LaunchTemplateId, LaunchTemplateName, Version }: LaunchTemplateSpecification,
): { template: LaunchTemplate; version: TemplateVersion } {
  if (LaunchTemplateId === undefined && LaunchTemplateName === undefined)
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter LaunchTemplateId or LaunchTemplateName',
    )
  if (LaunchTemplateId !== undefined && LaunchTemplateName !== undefined) {
    const message =
      'The parameters LaunchTemplateId and LaunchTemplateName cannot be used together. Specify one of them.'
    throw new AwsError('InvalidParameterCombination', message)
  }
  const template =
    LaunchTemplateId === undefined
      ? templateNamed(ec2, LaunchTemplateName ?? '')
      : find(ec2.launchTemplates, LaunchTemplateId, 'launchTemplate')
  return { template, version: findVersion(template, Version) }
}

/** The template of a name. Throws EC2's error where there is none. */
export function templateNamed(ec2: Ec2State, name: string): LaunchTemplate {
  const template = [...ec2.launchTemplates.values()].find((each) => each.name === name)
  if (template) return template
  const message = `The specified launch template, with template name ${name}, does not exist.`
  throw new AwsError('InvalidLaunchTemplateName.NotFoundException', message)
}

/** A launch request with its template's data filled in: what the request says itself wins, tags are joined. */
export function withTemplate(ec2: Ec2State, input: Partial<RunInstancesRequest>): LaunchRequest {
  const { LaunchTemplate: specification, ...own } = input
  if (!specification) return own
  const { template, version } = findTemplate(ec2, specification)
  const { TagSpecifications = [], ...data } = version.data
  const joined = joinTags(TagSpecifications as TagSpecification[], own.TagSpecifications ?? [])
  return {
    ...(data as Partial<RunInstancesRequest>),
    ...definedOnly(own),
    ...(joined.length ? { TagSpecifications: joined } : {}),
    template: { id: template.id, version: version.number },
  }
}

function joinTags(below: readonly TagSpecification[], above: readonly TagSpecification[]): TagSpecification[] {
  const byType = Map.groupBy([...below, ...above], ({ ResourceType }) => ResourceType)
  return [...byType].map(([type, specifications]) => {
    const tags = new Map(specifications.flatMap(({ Tags = [] }) => Tags).map(({ Key, Value }) => [Key, Value]))
    return { ResourceType: type, Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) }
  })
}

function definedOnly<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>
}
