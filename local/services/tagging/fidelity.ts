/** Parameters that are refused. */
export const refused: Record<string, string[]> = {
  GetResources: ['ExcludeCompliantResources', 'IncludeComplianceDetails', 'TagsPerPage'],
}

/** Where the Resource Groups Tagging API differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'A resource is found as soon as it has tags and forgotten as soon as it is deleted; on AWS both can take minutes.',
  'As on AWS, Auto Scaling groups, IAM users and IAM roles are never found, and the rest of IAM only in us-east-1.',
  'Tags are changed through the API of each resource, so that its own rights are needed; IAM, S3 and Auto Scaling resources cannot be tagged this way.',
]
