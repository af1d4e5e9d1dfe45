import { createHash, generateKeyPairSync } from 'node:crypto'

export interface KeyPair {
  readonly id: string
  readonly name: string
  readonly type: 'rsa' | 'ed25519'
  readonly fingerprint: string
  readonly createdAt: Date
}

/** A new key as CreateKeyPair makes it: the private part is shown once and not kept. */
export function generateKey(type: KeyPair['type']): { material: string; fingerprint: string } {
  const { privateKey, publicKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
  if (type === 'ed25519') {
    const digest = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64')
    return { material: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), fingerprint: digest }
  }
  const digest = createHash('sha1')
    .update(privateKey.export({ type: 'pkcs8', format: 'der' }))
    .digest('hex')
  return {
    material: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trimEnd(),
    fingerprint: digest.match(/../g)?.join(':') ?? digest,
  }
}
