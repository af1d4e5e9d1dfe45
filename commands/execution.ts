import { setTimeout as sleep } from 'node:timers/promises'
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListStateMachinesCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import type { Machine } from './flags.ts'

/** An execution that has ended, with its whole history. */
export interface FinishedExecution {
  machine: string
  description: DescribeExecutionCommandOutput
  events: HistoryEvent[]
}

/** Told of each event of an execution and of those it started, as they appear. */
export type Watcher = (machine: string, event: HistoryEvent) => void

const pollMilliseconds = 200
/** About what a poll finds new. */
const eventsAtOnce = 10

/** The ARN of one of the stack's machines, by the end of its name. Throws when the stack, or AWS itself, is not there. */
export async function findMachine(client: SFNClient, machine: Machine): Promise<string> {
  const suffix = `-${machine.charAt(0).toUpperCase()}${machine.slice(1)}`
  let nextToken: string | undefined
  do {
    const page = await client.send(new ListStateMachinesCommand({ nextToken })).catch(unlessAws)
    const found = page.stateMachines?.find(({ name }) => name?.startsWith('ResilientService-') && name.endsWith(suffix))
    if (found?.stateMachineArn) return found.stateMachineArn
    nextToken = page.nextToken
  } while (nextToken)
  throw new Error(
    `There is no state machine ResilientService…${suffix} at ${process.env.AWS_ENDPOINT_URL}: the stack is not there.`,
  )
}

/** The SDK says of an answer that is not AWS's what a person can't read. */
function unlessAws(error: Error): never {
  const isUnreadable = error instanceof SyntaxError || error instanceof TypeError
  throw isUnreadable
    ? new Error(`AWS_ENDPOINT_URL=${process.env.AWS_ENDPOINT_URL} does not lead to AWS`, { cause: error })
    : error
}

export async function startExecution(client: SFNClient, stateMachineArn: string, input: object): Promise<string> {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  )
  return executionArn ?? ''
}

/** Follows an execution and those it starts to their end; returns all, the outermost first. */
export async function follow(client: SFNClient, executionArn: string, watch: Watcher): Promise<FinishedExecution[]> {
  const followed = [new Followed(executionArn)]
  for (;;) {
    // The list grows while it is gone through: what an execution has started is looked at right after it.
    for (const execution of followed) {
      for (const event of await execution.look(client)) {
        watch(execution.machine, event)
        const child = startedBy(event)
        if (child) followed.push(new Followed(child))
      }
    }
    const finished = followed.flatMap((execution) => execution.finished ?? [])
    if (finished.length === followed.length) return finished
    await sleep(pollMilliseconds)
  }
}

/** Runs a machine and returns its execution. Throws when that does not succeed. */
export async function succeed(client: SFNClient, machine: Machine, input: object): Promise<FinishedExecution> {
  const arn = await startExecution(client, await findMachine(client, machine), input)
  const [execution] = await follow(client, arn, () => {})
  const { status, error, cause } = execution?.description ?? {}
  if (!execution || status !== 'SUCCEEDED') throw new Error(`${machine} ${status}: ${error}: ${cause}`)
  return execution
}

/** An execution as far as it has been seen. */
class Followed {
  readonly machine: string
  finished: FinishedExecution | undefined
  readonly #arn: string
  readonly #events: HistoryEvent[] = []

  constructor(executionArn: string) {
    this.#arn = executionArn
    this.machine = executionArn.split(':').at(-2)?.split('-').at(-1) ?? ''
  }

  /** Its events since the last look. */
  async look(client: SFNClient): Promise<HistoryEvent[]> {
    if (this.finished) return []
    // Not the other way round: an execution that ends in between has more events than were read.
    const description = await client.send(new DescribeExecutionCommand({ executionArn: this.#arn }))
    const fresh = await newEvents(client, this.#arn, this.#events.at(-1)?.id ?? 0)
    this.#events.push(...fresh)
    if (description.status !== 'RUNNING') this.finished = { machine: this.machine, description, events: this.#events }
    return fresh
  }
}

/** Events after the one last seen, oldest first; read from the newest back, so that a long history is not read again. */
async function newEvents(client: SFNClient, executionArn: string, lastSeen: number): Promise<HistoryEvent[]> {
  const found: HistoryEvent[] = []
  let nextToken: string | undefined
  do {
    const page = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: eventsAtOnce, nextToken }),
    )
    const fresh = (page.events ?? []).filter(({ id = 0 }) => id > lastSeen)
    found.push(...fresh)
    nextToken = fresh.length === page.events?.length ? page.nextToken : undefined
  } while (nextToken)
  return found.reverse()
}

/** The execution that a `startExecution.sync:2` task has just started. */
function startedBy({ taskSubmittedEventDetails: submitted }: HistoryEvent): string | undefined {
  if (submitted?.resourceType !== 'states') return undefined
  return (JSON.parse(submitted.output ?? '{}') as { ExecutionArn?: string }).ExecutionArn
}
