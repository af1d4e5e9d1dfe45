import { readFile } from 'node:fs/promises'
import { styleText } from 'node:util'
import { type Flags, readFlags, usage, WrongFlags } from './flags.ts'
import { untilInterrupted } from './interruption.ts'
import { makeReady, writeJson } from './json-file.ts'
import { runCommand } from './run-command.ts'
import { report } from './start/report.ts'
import { run } from './start/run.ts'

/** Runs one machine, by default the whole rehearsal, and tells by the exit code whether all went as designed. */
async function main(words: string[]): Promise<number> {
  if (words.includes('--help')) {
    console.log(usage)
    return 0
  }
  const flags = readFlags(words)
  const input = await readInput(flags)
  if (flags.journal !== undefined) await makeReady(flags.journal)
  const { journal, unsaved, thrown, close } = await run({ ...flags, service: serviceOf(flags, input) }, input)
  try {
    if (flags.journal !== undefined) await writeJson(flags.journal, journal)
    if (thrown !== undefined) throw thrown
    for (const line of report(journal, unsaved)) console.log(line)
    if (flags.keep && journal.endpoint) await keep(journal.endpoint)
    return journal.verdict === 'succeeded' || journal.verdict === 'as-designed' ? 0 : 1
  } finally {
    await close()
  }
}

async function readInput({ input }: Flags): Promise<Record<string, unknown>> {
  if (input === undefined) return {}
  try {
    // Editors on Windows begin a file with a mark that is no JSON.
    const parsed: unknown = JSON.parse((await readFile(input, 'utf8')).replace(/^\ufeff/, ''))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>
    throw new Error('not a JSON object')
  } catch (error) {
    throw new WrongFlags(`--input ${input}: ${(error as Error).message}`)
  }
}

/** The flag and the input may both name it, and then must agree. */
function serviceOf({ service, input: file }: Flags, { service: given }: Record<string, unknown>): string {
  if (typeof given !== 'string') return service ?? 'demo'
  if (service === undefined || service === given) return given
  throw new WrongFlags(`--service ${service}: the input in ${file} says "service": "${given}"`)
}

async function keep(endpoint: string) {
  console.log(`\nThe service stays up at ${styleText('bold', endpoint)} until Ctrl-C.`)
  await untilInterrupted()
}

await runCommand(main, usage)
