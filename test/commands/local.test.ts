import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const project = join(import.meta.dirname, '../..')

test.each(['bogus', 'rate(5 bananas)', 'cron(* * * * * *)', 'at(2030-01-01T00:00:00)'])(
  'npm run local shows its usage and exits with 2 for the schedule %j',
  (schedule) => {
    const { status, stderr } = spawnSync(process.execPath, ['commands/local.ts', '--schedule', schedule], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(stderr).toMatch(
      `--schedule ${schedule}: rate(…) or cron(…), such as 'rate(5 minutes)'\nusage: npm run local`,
    )
    expect(status).toBe(2)
  },
)
