/**
 * The main thread of an execution environment's process. The function runs in a worker thread, so that nothing it does,
 * not even an endless loop, keeps this thread from ending the process with the cloud, or for the memory it takes.
 */
import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { FromEnvironment, ToEnvironment } from '../messages.ts'
import { MemoryWatch } from './memory-watch.ts'

const [, , compileCache = '', memory] = process.argv
const memoryMegabytes = Number(memory)

const { port1: channel, port2: supervisor } = new MessageChannel()
const worker = new Worker(new URL('worker.mjs', import.meta.url), {
  argv: [compileCache],
  env: {},
  workerData: { supervisor },
  transferList: [supervisor],
  // Of its function's memory, Lambda gives nine tenths to the heap of Node, and a twentieth to its young generation. Here
  // that is as small as serves a step, since all functions share one machine: half of a function's memory would be garbage.
  resourceLimits: { maxOldGenerationSizeMb: Math.floor(memoryMegabytes * 0.9), maxYoungGenerationSizeMb: 6 },
})

let watch: MemoryWatch | undefined
let delivered: Promise<void> | undefined

/** With what the function may have started: this process leads a group. */
function kill() {
  process.kill(-process.pid, 'SIGKILL')
}

channel.on('message', (message: FromEnvironment) => {
  if (message.type === 'booted') watch = new MemoryWatch(memoryMegabytes, kill)
  else if (message.type !== 'output') watch?.watch(false)
  delivered = new Promise((resolve) => process.send?.(message, () => resolve()))
})
// The worker reports what its function throws: this is its own end, as when it is out of memory.
worker.on('error', kill)
// Not before all that the worker has said has arrived, and left.
const closed = once(channel, 'close')
worker.on('exit', async (code) => {
  await closed
  await delivered
  process.exit(code)
})

process.on('message', (message: ToEnvironment) => {
  // The folder is the process's: a thread cannot change it.
  if (message.type === 'initialize') process.chdir(message.folder)
  watch?.watch(true)
  channel.postMessage(message)
})
process.on('disconnect', kill)
