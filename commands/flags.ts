import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

export const machines = ['deploy', 'scenario', 'teardown', 'rehearsal'] as const
export type Machine = (typeof machines)[number]

export interface Flags {
  service?: string
  only: Machine
  /** Leave the service up, and an embedded cloud with it, until Ctrl-C. */
  keep: boolean
  /** Cloud seconds per wall second of an embedded cloud. */
  speed: number
  journal?: string
  input?: string
  /** The folder of a stack that has been synthesized already. */
  assembly?: string
}

/** Wrong flags: `message` says which, and what is allowed. */
export class WrongFlags extends Error {}

export const usage = `usage: npm start -- [flags]
  --service NAME    1-20 characters: a-z first, then a-z 0-9 -, no hyphen last (default: demo)
  --only MACHINE    ${machines.join(' | ')} (default: rehearsal, which runs the others in order)
  --keep            leave the service running until Ctrl-C
  --speed N         cloud seconds per second of wall time, 1-60 (default: 25); not with AWS_ENDPOINT_URL
  --journal FILE    write what happened as JSON
  --input FILE      further execution input, as JSON
  --assembly DIR    a synthesized stack, such as cdk.out, instead of a new one; not with AWS_ENDPOINT_URL`

const defaultSpeed = 25

/** Reads the command line. Throws WrongFlags. */
export function readFlags(words: string[]): Flags {
  const values = parseFlags(words, {
    service: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean' },
    speed: { type: 'string' },
    journal: { type: 'string' },
    input: { type: 'string' },
    assembly: { type: 'string' },
  })
  const { service, only = 'rehearsal', keep = false, journal, input, assembly } = values
  if (service !== undefined && !/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(service))
    throw new WrongFlags(`--service ${service}: 1-20 characters: a-z first, then a-z 0-9 -, no hyphen last`)
  if (assembly !== undefined && !existsSync(join(assembly, 'manifest.json')))
    throw new WrongFlags(`--assembly ${assembly}: must be a folder written by npm run synth`)
  for (const flag of ['speed', 'assembly'] as const)
    if (process.env.AWS_ENDPOINT_URL && values[flag] !== undefined)
      throw new WrongFlags(`--${flag}: applies only to the embedded cloud, but AWS_ENDPOINT_URL is set`)
  if (keep && only === 'teardown') throw new WrongFlags('--keep: a teardown leaves nothing to keep')
  if (!isMachine(only)) throw new WrongFlags(`--only ${only}: one of ${machines.join(', ')}`)
  return {
    only,
    keep,
    speed: readSpeed(values.speed),
    ...(service === undefined ? {} : { service }),
    ...(journal === undefined ? {} : { journal }),
    ...(input === undefined ? {} : { input }),
    ...(assembly === undefined ? {} : { assembly: resolve(assembly) }),
  }
}

/** The values of a command's flags, none of them empty. Throws WrongFlags. */
export function parseFlags<const Options extends ParseArgsOptionsConfig>(words: string[], options: Options) {
  const { values } = parsed(words, options)
  const empty = Object.entries(values).find(([, value]) => value === '')
  if (empty) throw new WrongFlags(`--${empty[0]}: must not be empty`)
  return values
}

function parsed<const Options extends ParseArgsOptionsConfig>(words: string[], options: Options) {
  try {
    return parseArgs({ args: words, strict: true, options })
  } catch (error) {
    throw new WrongFlags((error as Error).message)
  }
}

function isMachine(text: string): text is Machine {
  return (machines as readonly string[]).includes(text)
}

/** A speed from its text; also `npm run local` reads it so. Throws WrongFlags. */
export function readSpeed(text: string | undefined, fallback = defaultSpeed): number {
  if (text === undefined) return fallback
  const speed = Number(text)
  if (!(speed >= 1 && speed <= 60)) throw new WrongFlags(`--speed ${text}: a number from 1 to 60`)
  return speed
}
