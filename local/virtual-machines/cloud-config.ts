import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'
import { z } from 'zod'
import type { WrittenFile } from './guest-files.ts'

/** What a machine does with its user data. Commands and scripts are named, never run. */
export interface CloudConfig {
  files: WrittenFile[]
  /** Lines for the console about what cloud-init would have done and this machine does not. */
  remarks: string[]
}

const decodedFileLimitBytes = 64 * 1024 * 1024

const writeFile = z.object({
  path: z.string().min(1),
  content: z.union([z.string(), z.instanceof(Uint8Array)]).default(''),
  encoding: z.string().default('text/plain'),
  permissions: z.union([z.string().regex(/^(0o)?[0-7]+$/), z.number().int()]).default(0o644),
  append: z.boolean().default(false),
})
type WriteFile = z.infer<typeof writeFile>

const cloudConfig = z.looseObject({ write_files: z.array(writeFile).nullish() })

/**
 * Reads EC2 user data (base64) as cloud-init would: gzip is unpacked, `#cloud-config` is parsed as YAML 1.1.
 * Throws where cloud-init would log a failure and boot on without the configuration.
 */
export function readUserData(userData: string | undefined): CloudConfig {
  if (!userData) return { files: [], remarks: [] }
  const text = unpack(Buffer.from(userData, 'base64')).toString('utf8')
  if (!text.startsWith('#cloud-config')) {
    return { files: [], remarks: [`user data is not cloud-config and is not run: ${text.split('\n', 1)[0]}`] }
  }
  const config = cloudConfig.parse(parse(text, { version: '1.1' }) ?? {})
  const others = Object.keys(config).filter((key) => key !== 'write_files')
  return {
    files: (config.write_files ?? []).map(decode),
    remarks: others.map((key) => `module ${key} is not run on this machine`),
  }
}

function unpack(data: Buffer): Buffer {
  const isGzip = data[0] === 0x1f && data[1] === 0x8b
  return isGzip ? gunzipSync(data, { maxOutputLength: decodedFileLimitBytes }) : data
}

function decode(file: WriteFile): WrittenFile {
  const { permissions } = file
  return {
    path: file.path,
    content: decodeContent(file),
    mode: typeof permissions === 'number' ? permissions : Number.parseInt(permissions.replace('0o', ''), 8),
    append: file.append,
  }
}

/** cloud-init's names of encodings: any of `b64`, `gz+b64`, `gz` with their long spellings; others are plain text. */
function decodeContent({ content, encoding }: WriteFile): Buffer {
  const steps = encoding.toLowerCase().split('+')
  const raw = typeof content === 'string' ? content : Buffer.from(content).toString('latin1')
  const isBase64 = steps.some((step) => step === 'b64' || step === 'base64')
  const isBinary = typeof content !== 'string' || steps.some((step) => step === 'gz' || step === 'gzip')
  const data = isBase64 ? Buffer.from(raw, 'base64') : Buffer.from(raw, isBinary ? 'latin1' : 'utf8')
  return steps.some((step) => step === 'gz' || step === 'gzip') ? unpack(data) : data
}
