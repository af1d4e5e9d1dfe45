import type { PutBucketPolicyCommandInput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { listOf, type Policy, readPolicy } from '../../policy/document.ts'
import { flawOf } from '../../policy/validate.ts'
import type { Bucket } from './bucket.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: PutBucketPolicyCommandInput, call: Call) {
  const bucket = findBucket(input, call)
  const text = String(input.Policy ?? '')
  const flaw = flawOf(text, 'resource')
  if (flaw) throw new AwsError('MalformedPolicy', flaw)
  const policy = readPolicy(text)
  checkResources(policy, bucket)
  if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublic(policy))
    throw new AwsError(
      'AccessDenied',
      `User: ${call.principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucket.arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      403,
    )
  bucket.policy = policy
  return {}
}

/** A bucket's policy speaks of this bucket alone. */
function checkResources({ document }: Policy, { arn }: Bucket) {
  const resources = listOf(document.Statement).flatMap(({ Resource }) => listOf(Resource))
  if (resources.some((each) => each !== arn && !each.startsWith(`${arn}/`) && each !== '*' && each !== `${arn}*`))
    throw new AwsError('MalformedPolicy', 'Policy has invalid resource')
}

const isPublic = ({ document }: Policy) =>
  listOf(document.Statement).some(({ Effect, Principal, Condition }) => {
    const isEveryone = Principal === '*' || (Principal !== undefined && listOf(Principal.AWS).includes('*'))
    return Effect === 'Allow' && isEveryone && Condition === undefined
  })
