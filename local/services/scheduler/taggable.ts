import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

interface Request {
  ResourceArn?: string | undefined
}

export const resources = ({ ResourceArn = '*' }: Request) => [ResourceArn]

/** The ARN of a group that exists: schedules themselves have no tags. */
export function checkTaggable({ ResourceArn = '' }: Request, { cloud }: Call): string {
  if (![...cloud.scheduler.groups.values()].some(({ arn }) => arn === ResourceArn))
    throw new AwsError('ResourceNotFoundException', `Resource ${ResourceArn} does not exist.`, 404)
  return ResourceArn
}
