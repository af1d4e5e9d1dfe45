import type { DeleteKeyPairRequest, DeleteKeyPairResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

/** Deletes a key pair. Succeeds, without an id in the answer, where there was none. */
export function handle({ KeyPairId, KeyName }: DeleteKeyPairRequest, { cloud }: Call): DeleteKeyPairResult {
  const { ec2, tags } = cloud
  if (KeyPairId === undefined && KeyName === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter KeyName or KeyPairId')
  const key = KeyPairId === undefined ? ec2.keyPairNamed(KeyName ?? '') : ec2.keyPairs.get(KeyPairId)
  if (!key) return { Return: true }
  ec2.keyPairs.delete(key.id)
  tags.forget(ec2.arn('key-pair', key.id))
  return { Return: true, KeyPairId: key.id }
}

export function resources({ KeyName, KeyPairId = '*' }: DeleteKeyPairRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('key-pair', KeyName ?? KeyPairId)]
}
