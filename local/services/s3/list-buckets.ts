import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'

export const action = 's3:ListAllMyBuckets'

export function handle(input: ListBucketsCommandInput, { cloud }: Call): Partial<ListBucketsCommandOutput> {
  const { Prefix, ContinuationToken, MaxBuckets = 10_000 } = input
  if (MaxBuckets < 1 || MaxBuckets > 10_000)
    throw new AwsError('InvalidArgument', 'Argument max-buckets must be an integer between 1 and 10000')
  const buckets = [...cloud.s3.buckets.values()]
    .filter(({ name }) => name.startsWith(Prefix ?? ''))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, next } = page(buckets, ({ name }) => name, ContinuationToken, MaxBuckets)
  return {
    Owner: { ID: cloud.account },
    Buckets: items.map(({ name, arn, createdAt }) => ({
      Name: name,
      BucketArn: arn,
      BucketRegion: cloud.region,
      CreationDate: new Date(createdAt),
    })),
    ...(Prefix !== undefined && { Prefix }),
    ...(next !== undefined && { ContinuationToken: next }),
  }
}
