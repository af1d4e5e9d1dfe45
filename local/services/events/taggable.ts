import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

interface Request {
  ResourceARN?: string | undefined
}

export const taggedOnly = ({ ResourceARN = '*' }: Request) => [ResourceARN]

/** The ARN of a rule that exists, or of the bus. */
export function checkTaggable({ ResourceARN = '' }: Request, { cloud }: Call): string {
  const { events } = cloud
  const isKnown = ResourceARN === events.busArn || [...events.rules.values()].some(({ arn }) => arn === ResourceARN)
  if (!isKnown) throw new AwsError('ResourceNotFoundException', `Resource ${ResourceARN} does not exist.`)
  return ResourceARN
}
