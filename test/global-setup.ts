import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives the run a temporary folder of its own, by which the teardown finds what the run has left behind. */
export default async function globalSetup() {
  process.env.TMPDIR = await mkdtemp(join(tmpdir(), 'test-run-'))
}
