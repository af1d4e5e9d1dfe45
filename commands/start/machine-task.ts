import { SFNClient } from '@aws-sdk/client-sfn'
import { type FinishedExecution, findMachine, follow, startExecution } from '../execution.ts'
import type { Context } from './context.ts'
import type { Planned } from './plan.ts'
import { Progress } from './progress.ts'
import { saveReport } from './saved-report.ts'

/** Listr's task that runs a machine, and what that starts, to the end; skipped once an execution has failed. */
export function machineTask({ machine, input }: Planned) {
  const title = machine.charAt(0).toUpperCase() + machine.slice(1)
  return {
    title,
    rendererOptions: { outputBar: Number.POSITIVE_INFINITY, persistentOutput: true },
    // It is looked for what is left also after a failure; a machine that comes after another one needs its work.
    exitOnError: false,
    skip: ({ executions, thrown }: Context) => thrown !== undefined || !executions.every(hasSucceeded),
    task: async (context: Context, task: { output: string; title: string }) => {
      context.note = (line) => (task.output = line)
      const headline = (words: string) => {
        task.title = `${title}  ${words}`
      }
      const finished = await followed({ machine, input }, context.note, headline).catch((error) => {
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
  { machine, input }: Planned,
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
