import type {
  LaunchTemplateVersion,
  RequestLaunchTemplateData,
  LaunchTemplate as TemplateView,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'

export interface TemplateVersion {
  readonly number: number
  readonly createdAt: Date
  readonly createdBy: string
  readonly description?: string
  /** Of the request that made it: the same again makes nothing new. */
  readonly clientToken?: string
  readonly data: RequestLaunchTemplateData
}

export interface LaunchTemplate {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly createdBy: string
  defaultVersion: number
  /** The greatest number a version was ever given: none is given twice. */
  lastNumber: number
  readonly versions: Map<number, TemplateVersion>
}

/** The members of a version that a request may leave out. */
export function optional(description: string | undefined, clientToken: string | undefined) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(clientToken === undefined ? {} : { clientToken }),
  }
}

/** The version a request means by a number, `$Latest` or `$Default` (also when it says nothing). */
export function findVersion(template: LaunchTemplate, version = '$Default'): TemplateVersion {
  const found = template.versions.get(versionNumber(template, version))
  if (found) return found
  const message = `Could not find the specified version ${version} for the launch template with ID ${template.id}.`
  throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', message)
}

/** The number behind a version's name. Throws EC2's error for a name that can be no version. */
export function versionNumber(template: LaunchTemplate, version: string): number {
  if (version === '$Latest') return latestVersion(template)
  if (version === '$Default') return template.defaultVersion
  if (/^\d{1,9}$/.test(version)) return Number(version)
  throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', `Invalid launch template version: '${version}'`)
}

export function latestVersion({ versions }: LaunchTemplate): number {
  return Math.max(...versions.keys())
}

/** A template as DescribeLaunchTemplates shows it. */
export function templateView(template: LaunchTemplate, Tags: TemplateView['Tags']): TemplateView {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: template.createdAt,
    CreatedBy: template.createdBy,
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: latestVersion(template),
    ...(Tags?.length ? { Tags } : {}),
  }
}

/** A version as DescribeLaunchTemplateVersions shows it. */
export function versionView(template: LaunchTemplate, version: TemplateVersion): LaunchTemplateVersion {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: version.number,
    ...(version.description === undefined ? {} : { VersionDescription: version.description }),
    CreateTime: version.createdAt,
    CreatedBy: version.createdBy,
    DefaultVersion: version.number === template.defaultVersion,
    LaunchTemplateData: version.data,
  }
}
