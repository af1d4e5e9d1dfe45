import type {
  LifecycleRule,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3'
import type { Policy } from '../../policy/document.ts'
import type { StoredObject } from './object.ts'

const dayMilliseconds = 86_400_000

/** A bucket with what AWS gives every new one: encryption, no access from outside, no access control lists. */
export class Bucket {
  readonly name: string
  readonly createdAt: number
  readonly objects = new Map<string, StoredObject>()
  policy?: Policy | undefined
  lifecycle: LifecycleRule[] = []
  encryption: ServerSideEncryptionConfiguration = {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  }
  ownership: OwnershipControls | undefined = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] }
  publicAccessBlock: PublicAccessBlockConfiguration | undefined = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  }

  constructor(name: string, createdAt: number) {
    this.name = name
    this.createdAt = createdAt
  }

  get arn(): string {
    return `arn:aws:s3:::${this.name}`
  }

  /** An object that the lifecycle has not expired yet. */
  object(key: string, now: number): StoredObject | undefined {
    const object = this.objects.get(key)
    return object && !this.#isExpired(object, now) ? object : undefined
  }

  /** Every object in the order of its key's bytes, as lists have them. */
  list(now: number): StoredObject[] {
    for (const object of this.objects.values()) if (this.#isExpired(object, now)) this.objects.delete(object.key)
    return [...this.objects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  }

  #isExpired({ key, modifiedAt }: StoredObject, now: number): boolean {
    return this.lifecycle.some(({ Status, Expiration, Filter, Prefix }) => {
      const days = Expiration?.Days
      const applies = Status === 'Enabled' && key.startsWith(Filter?.Prefix ?? Prefix ?? '')
      return applies && days !== undefined && now - modifiedAt > days * dayMilliseconds
    })
  }
}
