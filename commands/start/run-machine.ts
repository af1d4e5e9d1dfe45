import { SFNClient } from '@aws-sdk/client-sfn'
import { Listr } from 'listr2'
import { type FinishedExecution, findMachine, follow, startExecution } from '../execution.ts'
import type { Flags as CommandFlags, Machine } from '../flags.ts'
import { unlessInterrupted } from '../interruption.ts'
import { synthesize } from '../synthesize.ts'
import { type Journal, journalEntry } from './journal.ts'
import { outcomeOf } from './outcome.ts'
import { Progress } from './progress.ts'
import type { Ending } from './report.ts'
import { type SavedReport, saveReport } from './saved-report.ts'

type Flags = CommandFlags & { service: string }

export interface Run {
  journal: Journal
  ending: Ending
  /** Ends the embedded cloud, if there is one. */
  close(): Promise<void>
}

interface Context {
  /** The folder of the synthesized stack. */
  assembly: string
  executions: FinishedExecution[]
  /** Undefined until it has been looked for what is left. */
  leftovers?: string[]
  saved?: SavedReport | undefined
  unsaved?: string
  /** What kept an execution from being started or followed. */
  thrown?: unknown
  close(): Promise<void>
}

const cloudIsGone = 'the local cloud and everything in it is gone'
const executionGoesOn = `the execution continues at ${process.env.AWS_ENDPOINT_URL}`

/** Runs the machine that the flags ask for, on an embedded cloud unless AWS_ENDPOINT_URL names another, showing its progress. */
export async function runMachine(flags: Flags, input: Record<string, unknown>): Promise<Run> {
  const context: Context = { assembly: flags.assembly ?? '', executions: [], close: async () => {} }
  const embedded = !process.env.AWS_ENDPOINT_URL
  const tasks = new Listr<Context>(
    [
      ...(embedded ? preparation(flags) : []),
      ...machinesFor(flags, embedded).map((machine, _, { length }) =>
        execution(machine, inputOf(machine, flags, length > 1 ? partFor(machine, input) : input, embedded)),
      ),
      inventory(flags),
    ],
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
  return { journal: journalOf(flags, context, embedded), ending, close }
}

/** Gives the terminal back: Listr does so only when its tasks have ended, and holds back what is printed until then. */
function endRendering(tasks: object, error: unknown): void {
  const { renderer } = tasks as { renderer?: { end(error: unknown): void } }
  renderer?.end(error)
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
        const { closeEmbeddedClouds, startEmbeddedCloud, useCloud } = await import('../embedded-cloud.ts')
        context.close = closeEmbeddedClouds
        useCloud(await startEmbeddedCloud(context.assembly, { speed, note: (line) => (task.output = line) }))
      },
    },
  ]
}

/** Windows that suit a laptop: short, with many probes, so that a rehearsal takes a good minute of wall time. */
const laptopWindows = {
  observe: { seconds: 2, perSecond: 30, looksPerSecond: 5, ceilingSeconds: 90, steadySeconds: 1 },
}

/** What only a scenario understands. */
const ofScenario = ['scenario', 'phases', 'observe']

/** The part of the input that is for one of two machines. */
function partFor(machine: Machine, input: Record<string, unknown>): Record<string, unknown> {
  const isFor = (key: string) => ofScenario.includes(key) === (machine === 'scenario')
  return Object.fromEntries(Object.entries(input).filter(([key]) => isFor(key)))
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
    // It is looked for what is left also after a failure; a machine that comes after another one needs its work.
    exitOnError: false,
    skip: ({ executions, thrown }: Context) => thrown !== undefined || !executions.every(hasSucceeded),
    task: async (context: Context, task: { output: string; title: string }) => {
      const headline = (words: string) => {
        task.title = `${title}  ${words}`
      }
      const finished = await followed(machine, input, (line) => (task.output = line), headline).catch((error) => {
        context.thrown = error
        throw error
      })
      context.executions.push(...finished)
      await keepReport(context, finished)
      const { status, error = '' } = finished[0]?.description ?? {}
      if (status !== 'SUCCEEDED') throw new Error(error)
      task.title = `${title} ${status}`
    },
  }
}

const hasSucceeded = ({ description }: FinishedExecution) => description.status === 'SUCCEEDED'

/** Starts a machine and follows it, and what it starts, to the end. */
async function followed(
  machine: Machine,
  input: Record<string, unknown>,
  line: (text: string) => void,
  headline: (words: string) => void,
): Promise<FinishedExecution[]> {
  const client = new SFNClient({})
  const progress = new Progress(line)
  try {
    const arn = await startExecution(client, await findMachine(client, machine), input)
    return await follow(client, arn, (from, event) => {
      progress.show(from, event)
      if (process.stdout.isTTY) headline(progress.now)
    })
  } finally {
    client.destroy()
  }
}

/** Saves the scenario's report, if it wrote one. That it can't be saved costs no more than the report. */
async function keepReport(context: Context, finished: FinishedExecution[]): Promise<void> {
  try {
    context.saved ??= await saveReport(finished)
  } catch (error) {
    context.unsaved = (error as Error).message
  }
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

function journalOf(
  { service, speed }: Flags,
  { executions, leftovers = [], saved }: Context,
  embedded: boolean,
): Journal {
  const { endpoint, answer, phases, verdict } = outcomeOf(executions)
  return {
    service,
    ...(embedded ? { speed } : {}),
    executions: executions.map(journalEntry),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(answer === undefined ? {} : { answer }),
    phases: saved?.phases ?? phases,
    ...(saved === undefined ? {} : { report: saved.page }),
    leftovers,
    verdict: leftovers.length > 0 ? 'failed' : verdict,
  }
}
