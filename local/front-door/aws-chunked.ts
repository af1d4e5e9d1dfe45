import { AwsError } from '../aws-error.ts'

const lineEnd = Buffer.from('\r\n')

/**
 * Takes the chunk framing off a body that an S3 client streamed (`content-encoding: aws-chunked`).
 * The seed signature in the header is verified; the chunks' own signatures are not.
 * Source: Amazon S3 User Guide, Signature calculations for streamed uploads.
 */
export function decodeAwsChunked(headers: Readonly<Record<string, string>>, body: Uint8Array): Uint8Array {
  if (!headers['content-encoding']?.includes('aws-chunked')) return body
  const bytes = Buffer.from(body)
  const chunks: Buffer[] = []
  for (let position = 0; ; ) {
    const end = bytes.indexOf(lineEnd, position)
    const size = Number.parseInt(bytes.subarray(position, end).toString('latin1'), 16)
    if (end < 0 || !(size >= 0)) throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly')
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(end + 2, end + 2 + size))
    position = end + 2 + size + 2
  }
}
