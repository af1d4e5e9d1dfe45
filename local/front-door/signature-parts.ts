/** The parts of a SigV4 signature as a request carries them in its Authorization header or in its query. */
export interface Signature {
  accessKeyId: string
  /** `YYYYMMDD/region/service/aws4_request`. */
  scope: string
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
  /** When it was made: `YYYYMMDDTHHMMSSZ`. */
  time: string
  /** The session token of temporary credentials. */
  securityToken: string | undefined
  /** The hash of the body, where the request states it, or what S3 allows instead. */
  payloadHash: string | undefined
  /** How long the signature of a presigned URL is good for. */
  lifetimeSeconds?: number
}

const credentialForm = /^([^/]+)\/((\d{8})\/([^/]+)\/([^/]+)\/aws4_request)$/

type Credential = 'accessKeyId' | 'scope' | 'date' | 'region' | 'service'

/** A signature made with `key/YYYYMMDD/region/service/aws4_request`; undefined where the credential is of another form. */
export function signatureOf(credential: string | undefined, rest: Omit<Signature, Credential>): Signature | undefined {
  const match = credentialForm.exec(credential ?? '')
  if (!match) return undefined
  const [, accessKeyId = '', scope = '', date = '', region = '', service = ''] = match
  return { accessKeyId, scope, date, region, service, ...rest }
}
