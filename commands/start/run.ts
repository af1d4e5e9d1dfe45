import { Listr } from 'listr2'
import type { Flags as CommandFlags } from '../flags.ts'
import { unlessInterrupted } from '../interruption.ts'
import { synthesize } from '../synthesize.ts'
import type { Context } from './context.ts'
import { type Journal, journalOf } from './journal.ts'
import { machineTask } from './machine-task.ts'
import { planFor } from './plan.ts'
import type { Ending } from './report.ts'

type Flags = CommandFlags & { service: string }

export interface Run {
  journal: Journal
  ending: Ending
  /** Ends the embedded cloud, if there is one. */
  close(): Promise<void>
}

const cloudIsGone = 'the local cloud and everything in it is gone'
const executionGoesOn = `the execution continues at ${process.env.AWS_ENDPOINT_URL}`

/** Runs the machines that the flags ask for, on an embedded cloud unless AWS_ENDPOINT_URL names another, showing its progress. */
export async function run(flags: Flags, input: Record<string, unknown>): Promise<Run> {
  const context: Context = { assembly: flags.assembly ?? '', executions: [], close: async () => {}, note: () => {} }
  const embedded = !process.env.AWS_ENDPOINT_URL
  const tasks = new Listr<Context>(
    [...(embedded ? preparation(flags) : []), ...planFor(flags, input, embedded).map(machineTask), inventory(flags)],
    { ctx: context, registerSignalListeners: false, rendererOptions: { collapseSubtasks: false }, exitOnError: true },
  )
  try {
    await unlessInterrupted(tasks.run(), embedded ? cloudIsGone : executionGoesOn)
    if (context.thrown) throw context.thrown
  } catch (error) {
    endRendering(tasks, error)
    await context.close()
    throw error
  }
  const { leftovers, unsaved, close } = context
  const ending = { hasLooked: leftovers !== undefined, ...(unsaved === undefined ? {} : { unsaved }) }
  return { journal: journalOf(flags.service, context, embedded ? flags.speed : undefined), ending, close }
}

/** Gives the terminal back: Listr does so only when its tasks have ended, and holds back what is printed until then. */
function endRendering(tasks: object, error: unknown): void {
  const { renderer } = tasks as { renderer?: { end(error: unknown): void } }
  renderer?.end(error)
}

function preparation({ speed, assembly }: Flags) {
  return [
    {
      title: 'Synthesize the stack',
      enabled: () => assembly === undefined,
      task: async (context: Context) => {
        context.assembly = await synthesize()
      },
    },
    {
      title: `Start the local cloud, ${speed} times as fast as the wall clock`,
      task: async (context: Context, task: { output: string }) => {
        // Not before: beside the synthesis, the local cloud's code would make the peak of memory a tenth higher.
        const { closeEmbeddedClouds, startEmbeddedCloud, useCloud } = await import('../embedded-cloud.ts')
        context.close = closeEmbeddedClouds
        context.note = (line) => (task.output = line)
        useCloud(await startEmbeddedCloud(context.assembly, { speed, note: (line) => context.note(line) }))
      },
    },
  ]
}

function inventory({ service, only, keep }: Flags) {
  return {
    title: `Look for anything left of ${service}`,
    enabled: () => !keep && (only === 'rehearsal' || only === 'teardown'),
    skip: ({ thrown }: Context) => thrown !== undefined,
    task: async (context: Context, task: { title: string }) => {
      const { findLeftovers } = await import('./leftovers.ts')
      context.leftovers = await findLeftovers(service)
      task.title = context.leftovers.length === 0 ? 'Nothing left' : `Left behind: ${context.leftovers.join(', ')}`
    },
  }
}
