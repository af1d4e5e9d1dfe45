import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StandByProcess } from '../../../../local/functions/stand-by-process.ts'

/** Has a function run in an endless loop, tells its process id, and waits to be killed. */
const folder = await mkdtemp(join(process.argv[2] ?? tmpdir(), 'doomed-'))
const handler = 'export const spin = () => { process.stdout.write(String(process.pid)); for (;;); }'
await writeFile(join(folder, 'index.mjs'), handler)
const runtime = await new StandByProcess({ folder, compileCache: folder }).take(128)
runtime.listen((message) => {
  if (message.type === 'output') process.stdout.write(message.text)
  if (message.type === 'initialized') {
    const invocation = { requestId: 'r', event: '{}', deadline: 0, functionArn: 'arn', traceId: 't' }
    runtime.tell({ type: 'invoke', invocation })
  }
})
runtime.busy(true)
await runtime.booted
runtime.tell({ type: 'initialize', folder, handler: 'index.spin', environment: {} })
