import { SFNClient } from '@aws-sdk/client-sfn'
import { Listr } from 'listr2'
import { type FinishedExecution, findMachine, follow, startExecution } from '../execution.ts'
import type { Flags, Machine } from '../flags.ts'
import { unlessInterrupted } from '../interruption.ts'
import { synthesize } from '../synthesize.ts'
import { type Journal, journalEntry } from './journal.ts'
import { outcomeOf } from './outcome.ts'
import { Progress } from './progress.ts'
import { type SavedReport, saveReport } from './saved-report.ts'

export interface Run {
  journal: Journal
  /** Ends the embedded cloud, if there is one. */
  close(): Promise<void>
}

interface Context {
  /** The folder of the synthesized stack. */
  assembly: string
  executions: FinishedExecution[]
  leftovers: string[]
  saved?: SavedReport | undefined
  close(): Promise<void>
}

const cloudIsGone = 'the local cloud and everything in it is gone'
const executionGoesOn = `the execution continues at ${process.env.AWS_ENDPOINT_URL}`

/** Runs the machine that the flags ask for, on an embedded cloud unless AWS_ENDPOINT_URL names another, showing its progress. */
export async function runMachine(flags: Flags, input: Record<string, unknown>): Promise<Run> {
  const context: Context = { assembly: flags.assembly ?? '', executions: [], leftovers: [], close: async () => {} }
  const embedded = process.env.AWS_ENDPOINT_URL === undefined
  const tasks = new Listr<Context>(
    [
      ...(embedded ? preparation(flags) : []),
      ...machinesFor(flags, embedded).map((machine) => execution(machine, inputOf(machine, flags, input, embedded))),
      inventory(flags),
    ],
    { ctx: context, registerSignalListeners: false, rendererOptions: { collapseSubtasks: false }, exitOnError: true },
  )
  try {
    await unlessInterrupted(tasks.run(), embedded ? cloudIsGone : executionGoesOn)
  } catch (error) {
    await context.close()
    throw error
  }
  return { journal: { ...journalOf(flags, context) }, close: context.close }
}

/** An embedded cloud starts empty: a scenario needs a service to break, so it is deployed first. */
function machinesFor({ only, keep }: Flags, embedded: boolean): Machine[] {
  if (only === 'scenario' && embedded) return ['deploy', 'scenario']
  return only === 'rehearsal' && keep ? ['deploy', 'scenario'] : [only]
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
        const { clientEnvironment, startEmbeddedCloud } = await import('../embedded-cloud.ts')
        const cloud = await startEmbeddedCloud(context.assembly, { speed, note: (line) => (task.output = line) })
        context.close = () => cloud.close()
        Object.assign(process.env, clientEnvironment(cloud))
      },
    },
  ]
}

/** Windows that suit a laptop: short, with many probes, so that a rehearsal takes a good minute of wall time. */
const laptopWindows = {
  observe: { seconds: 2, perSecond: 30, looksPerSecond: 5, ceilingSeconds: 90, steadySeconds: 1 },
}

/** What the machine is started with: the flags, and for an embedded cloud its shorter windows, unless the input has its own. */
function inputOf(machine: Machine, { service }: Flags, input: Record<string, unknown>, embedded: boolean) {
  const observes = machine === 'scenario' || machine === 'rehearsal'
  return { service, ...(embedded && observes ? laptopWindows : {}), ...input }
}

function execution(machine: Machine, input: Record<string, unknown>) {
  const title = machine.charAt(0).toUpperCase() + machine.slice(1)
  return {
    title,
    rendererOptions: { outputBar: Number.POSITIVE_INFINITY, persistentOutput: true },
    task: async (context: Context, task: { output: string; title: string }) => {
      const client = new SFNClient({})
      const progress = new Progress((line) => (task.output = line))
      const arn = await startExecution(client, await findMachine(client, machine), input)
      const finished = await follow(client, arn, (from, event) => {
        progress.show(from, event)
        if (process.stdout.isTTY) task.title = `${title}  ${progress.now}`
      })
      context.executions.push(...finished)
      context.saved ??= await saveReport(finished)
      task.title = `${title} ${finished[0]?.description.status}`
      client.destroy()
    },
  }
}

function inventory({ service, only, keep }: Flags) {
  return {
    title: `Look for anything left of ${service}`,
    enabled: () => !keep && (only === 'rehearsal' || only === 'teardown'),
    task: async (context: Context, task: { title: string }) => {
      const { findLeftovers } = await import('./leftovers.ts')
      context.leftovers = await findLeftovers(service)
      task.title = context.leftovers.length === 0 ? 'Nothing left' : `Left behind: ${context.leftovers.join(', ')}`
    },
  }
}

function journalOf({ service, speed }: Flags, { executions, leftovers, saved }: Context): Journal {
  const { endpoint, answer, phases, verdict } = outcomeOf(executions)
  return {
    service,
    speed,
    executions: executions.map(journalEntry),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(answer === undefined ? {} : { answer }),
    phases: saved?.phases ?? phases,
    ...(saved === undefined ? {} : { report: saved.page }),
    leftovers,
    verdict: leftovers.length > 0 ? 'failed' : verdict,
  }
}
