import { SSMClient } from '@aws-sdk/client-ssm'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Cloud } from '../../../local/cloud.ts'

/** Sends any body to any service, there or not, with the administrator's signature. */
export async function signedPost(
  { endpoint, region }: Cloud,
  service: string,
  more: Record<string, string>,
  body: string,
): Promise<Response> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const signer = new SignatureV4({ service, region, credentials, sha256 })
  const { hostname, host, port } = new URL(endpoint)
  const headers = { host, ...more }
  const wire = { method: 'POST', protocol: 'http:', hostname, port: Number(port), path: '/', headers, body }
  const signed = await signer.sign(wire)
  return await fetch(endpoint, { method: 'POST', headers: signed.headers, body })
}

const { sha256 } = new SSMClient({ region: 'us-west-2' }).config
