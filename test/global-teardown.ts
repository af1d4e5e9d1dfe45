import { readdir, readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Jest's own workers are told to end just before. */
const graceMilliseconds = 10_000

/** Fails the run if any test has left a temporary file or a process behind. */
export default async function globalTeardown() {
  const folder = process.env.TMPDIR ?? ''
  const deadline = performance.now() + graceMilliseconds
  let processes = await processesWith(folder)
  while (processes.length > 0 && performance.now() < deadline) {
    await sleep(50)
    processes = await processesWith(folder)
  }
  const files = await readdir(folder)
  await rm(folder, { recursive: true })
  const left = [...files.map((name) => `the file ${name}`), ...processes.map((each) => `the process ${each}`)]
  if (left.length > 0) throw new Error(`the tests have left behind: ${left.join(', ')}`)
}

/** The command lines of the other processes that were started with this temporary folder. */
async function processesWith(folder: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
  const found = ids.map(async (id) => {
    const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')
    if (!environment.split('\0').some((each) => each === `TMPDIR=${folder}` || each.startsWith(`TMPDIR=${folder}/`)))
      return []
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
    return [`${id} ${command.replaceAll('\0', ' ').trim()}`]
  })
  return (await Promise.all(found)).flat()
}
