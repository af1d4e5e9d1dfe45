import type { DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import { templateNamed } from './resources/launch-request.ts'
import { type LaunchTemplate, templateView } from './resources/launch-template.ts'

const filters: FilterNames<LaunchTemplate> = {
  'create-time': ({ createdAt }) => createdAt.toISOString(),
  'launch-template-name': ({ name }) => name,
}

/** Describes launch templates. */
export function handle(input: DescribeLaunchTemplatesRequest, { cloud }: Call): DescribeLaunchTemplatesResult {
  const { ec2, tags } = cloud
  const byId = findAll(ec2.launchTemplates, input.LaunchTemplateIds ?? [], 'launchTemplate')
  const byName = (input.LaunchTemplateNames ?? []).map((name) => templateNamed(ec2, name))
  const candidates = byId.length + byName.length ? new Set([...byId, ...byName]) : ec2.launchTemplates.values()
  const arnOf = ({ id }: LaunchTemplate) => ec2.arn('launch-template', id)
  const found = applyFilters(candidates, input.Filters, filters, (template) => tags.of(arnOf(template)))
  const { items, ...rest } = page(found, ({ id }) => id, input, { smallest: 1, largest: 200 })
  return { LaunchTemplates: items.map((template) => templateView(template, tags.listOf(arnOf(template)))), ...rest }
}
