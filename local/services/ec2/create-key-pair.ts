import type { CreateKeyPairRequest, KeyPair } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { newId } from './requests/resource-id.ts'
import { tagNeeds, tagsFor } from './requests/tag-specifications.ts'
import { generateKey } from './resources/key-pair.ts'

/** Makes a key pair and shows its private part once. Machines have no SSH: the key opens nothing. */
export function handle(input: CreateKeyPairRequest, { cloud }: Call): KeyPair {
  const { ec2, tags, clock } = cloud
  const { KeyName = '', KeyType = 'rsa', KeyFormat = 'pem' } = input
  if (KeyFormat !== 'pem')
    throw new AwsError('UnsupportedOperation', `Key format ${KeyFormat} is not supported by this cloud.`)
  if (KeyType !== 'rsa' && KeyType !== 'ed25519')
    throw new AwsError('InvalidParameterValue', `Value (${KeyType}) for parameter KeyType is invalid.`)
  if (ec2.keyPairNamed(KeyName)) throw new AwsError('InvalidKeyPair.Duplicate', `The keypair already exists`)
  const keyTags = tagsFor('key-pair', input.TagSpecifications)
  const { material, fingerprint } = generateKey(KeyType)
  const key = { id: newId('key'), name: KeyName, type: KeyType, fingerprint, createdAt: new Date(clock.now()) }
  ec2.keyPairs.set(key.id, key)
  tags.add(ec2.arn('key-pair', key.id), keyTags)
  return {
    KeyPairId: key.id,
    KeyName,
    KeyFingerprint: fingerprint,
    KeyMaterial: material,
    ...(keyTags.length ? { Tags: keyTags } : {}),
  }
}

export function resources({ KeyName = '*' }: CreateKeyPairRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('key-pair', KeyName)]
}

export function needs({ TagSpecifications }: CreateKeyPairRequest, call: Call): Need[] {
  return tagNeeds(TagSpecifications, 'CreateKeyPair', call)
}
