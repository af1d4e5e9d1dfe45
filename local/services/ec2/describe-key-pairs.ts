import type { DescribeKeyPairsRequest, DescribeKeyPairsResult, KeyPairInfo } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { findAll } from './requests/resource-id.ts'
import type { KeyPair } from './resources/key-pair.ts'

const filters: FilterNames<KeyPair> = {
  fingerprint: ({ fingerprint }) => fingerprint,
  'key-name': ({ name }) => name,
  'key-pair-id': ({ id }) => id,
}

/** Describes key pairs, without any part of the keys. */
export function handle(input: DescribeKeyPairsRequest, { cloud }: Call): DescribeKeyPairsResult {
  const { ec2, tags } = cloud
  const missing = (input.KeyNames ?? []).find((name) => !ec2.keyPairNamed(name))
  if (missing !== undefined) throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${missing}' does not exist`)
  const byId = findAll(ec2.keyPairs, input.KeyPairIds ?? [], 'keyPair')
  const byName = (input.KeyNames ?? []).flatMap((name) => ec2.keyPairNamed(name) ?? [])
  const candidates = byId.length + byName.length ? new Set([...byId, ...byName]) : ec2.keyPairs.values()
  const arnOf = ({ id }: KeyPair) => ec2.arn('key-pair', id)
  const found = applyFilters(candidates, input.Filters, filters, (key) => tags.of(arnOf(key)))
  return { KeyPairs: found.map((key) => ({ ...view(key), Tags: tags.listOf(arnOf(key)) })) }
}

function view({ id, name, type, fingerprint, createdAt }: KeyPair): KeyPairInfo {
  return { KeyPairId: id, KeyName: name, KeyType: type, KeyFingerprint: fingerprint, CreateTime: createdAt }
}
