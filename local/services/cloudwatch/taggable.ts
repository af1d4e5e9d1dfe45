import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

interface Request {
  ResourceARN?: string | undefined
}

export const resources = ({ ResourceARN = '*' }: Request) => [ResourceARN]

/** The ARN of an alarm that exists. */
export function checkTaggable({ ResourceARN = '' }: Request, { cloud }: Call): string {
  if (![...cloud.cloudWatch.alarms.values()].some(({ arn }) => arn === ResourceARN))
    throw new AwsError('ResourceNotFoundException', `Unknown resource: ${ResourceARN}`, 404)
  return ResourceARN
}
