import { Listr } from 'listr2'
import type { FinishedExecution } from '../execution.ts'
import type { Flags as CommandFlags } from '../flags.ts'
import { unlessInterrupted } from '../interruption.ts'
import { synthesize } from '../synthesize.ts'
import type { Context } from './context.ts'
import { type Journal, journalOf } from './journal.ts'
import { machineTask } from './machine-task.ts'
import { planFor } from './plan.ts'

type Flags = CommandFlags & { service: string }

export interface Run {
  journal: Journal
  /** Why the scenario's report could not be saved. */
  unsaved: string | undefined
  /** What has ended the run early, for the command to end with; nothing of an embedded cloud is left then. */
  thrown: unknown
  /** Ends the embedded cloud, if there is one. */
  close(): Promise<void>
}

const cloudIsGone = 'the local cloud and everything in it is gone'
const executionGoesOn = `the execution continues at ${process.env.AWS_ENDPOINT_URL}`

/** Runs the machines that the flags ask for, on an embedded cloud unless AWS_ENDPOINT_URL names another, showing its progress. */
export async function run(flags: Flags, input: Record<string, unknown>): Promise<Run> {
  const context: Context = { assembly: flags.assembly ?? '', executions: [], close: async () => {}, note: () => {} }
  const embedded = !process.env.AWS_ENDPOINT_URL
  const host = Promise.withResolvers<never>()
  const preparations = embedded ? preparation(flags, host.reject) : []
  const tasks = new Listr<Context>(
    [...preparations, ...planFor(flags, input, embedded).map(machineTask), inventory(flags)],
    {
      ctx: context,
      registerSignalListeners: false,
      rendererOptions: { collapseSubtasks: false },
      // On a terminal that is no character wide, each would get a line of its own.
      fallbackRendererCondition: () => !process.stdout.isTTY || process.stdout.columns === 0,
      exitOnError: true,
    },
  )
  try {
    await unlessInterrupted(Promise.race([tasks.run(), host.promise]), embedded ? cloudIsGone : executionGoesOn)
  } catch (error) {
    context.thrown = error
  }
  if (context.thrown !== undefined) {
    endRendering(tasks, context.thrown)
    await context.close()
  }
  const { unsaved, thrown, close } = context
  return { journal: journalOf(flags.service, context, embedded ? flags.speed : undefined), unsaved, thrown, close }
}

/** Gives the terminal back: Listr does so only when its tasks have ended, and holds back what is printed until then. */
function endRendering(tasks: object, error: unknown): void {
  const { renderer } = tasks as { renderer?: { end(error: unknown): void } }
  renderer?.end(error)
}

/** `failed` is told what this machine lacks for the cloud to go on. */
function preparation({ speed, assembly }: Flags, failed: (error: Error) => void) {
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
        const note = (line: string) => context.note(line)
        useCloud(await startEmbeddedCloud(context.assembly, { speed, note, failed }))
      },
    },
  ]
}

const hasRefused = ({ description }: FinishedExecution) => description.error === 'InvalidInput'

function inventory({ service, only, keep }: Flags) {
  return {
    title: `Look for anything left of ${service}`,
    enabled: () => !keep && (only === 'rehearsal' || only === 'teardown'),
    exitOnError: false,
    // After a wrong input what there is has not been touched, and is not left behind.
    skip: ({ thrown, executions }: Context) => thrown !== undefined || executions.some(hasRefused),
    task: async (context: Context, task: { title: string }) => {
      const { findLeftovers } = await import('./leftovers.ts')
      context.leftovers = await findLeftovers(service)
      if (context.leftovers.length > 0) throw new Error(`${context.leftovers.length} resources are left behind`)
      task.title = 'Nothing left'
    },
  }
}
