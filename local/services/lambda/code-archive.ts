import { createHash } from 'node:crypto'
import { normalize } from 'node:path'
import type { FunctionCode, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import type { Call } from '../../operation.ts'
import { invalidParameter } from './errors.ts'

export interface CodeArchive {
  files: Record<string, Uint8Array>
  codeSha256: string
  codeBytes: number
}

/** Source: Lambda quotas. */
const zippedLimitBytes = 50 * 2 ** 20
const unzippedLimitBytes = 250 * 2 ** 20

type Code = FunctionCode | UpdateFunctionCodeRequest

/** What is in a deployment package, given as bytes or as an object in S3. Throws InvalidParameterValueException. */
export async function codeArchive(code: Code, call: Call): Promise<CodeArchive> {
  const zip = code.ZipFile ?? (await fromBucket(code, call))
  if (zip.byteLength > zippedLimitBytes) throw tooLarge(zip.byteLength, zippedLimitBytes)
  const files = unzipped(zip)
  const total = Object.values(files).reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (total > unzippedLimitBytes)
    throw invalidParameter(`Unzipped size must be smaller than ${unzippedLimitBytes} bytes`)
  return {
    files,
    codeSha256: createHash('sha256').update(zip).digest('base64'),
    codeBytes: zip.byteLength,
  }
}

async function fromBucket({ S3Bucket: Bucket, S3Key: Key }: Code, call: Call): Promise<Uint8Array> {
  if (!Bucket || !Key) throw invalidParameter('Please provide a source for function code.')
  try {
    const { Body } = await call.cloud.invoke<{ Body: Uint8Array }>(call.principal, 's3', 'GetObject', { Bucket, Key })
    return Body
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    throw invalidParameter(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`)
  }
}

function unzipped(zip: Uint8Array): Record<string, Uint8Array> {
  try {
    const files = unzipSync(zip)
    for (const name of Object.keys(files)) checkInside(name)
    return files
  } catch {
    throw invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.')
  }
}

/** A name in an archive may point anywhere; ours must stay in the function's folder. */
function checkInside(name: string) {
  const path = normalize(name)
  if (path.startsWith('..') || path.startsWith('/') || /^[a-z]:|\0/i.test(path))
    throw new Error(`${name} leads outside`)
}

function tooLarge(bytes: number, limit: number) {
  return invalidParameter(`Request must be smaller than ${limit} bytes for the code of a function, not ${bytes}`)
}
