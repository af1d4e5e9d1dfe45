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

/** The ARN of one of the stack's machines, by the end of its name. Throws when the stack is not there. */
export async function findMachine(client: SFNClient, machine: Machine): Promise<string> {
  const suffix = `-${machine.charAt(0).toUpperCase()}${machine.slice(1)}`
  let nextToken: string | undefined
  do {
    const page = await client.send(new ListStateMachinesCommand({ nextToken }))
    const found = page.stateMachines?.find(({ name }) => name?.startsWith('ResilientService-') && name.endsWith(suffix))
    if (found?.stateMachineArn) return found.stateMachineArn
    nextToken = page.nextToken
  } while (nextToken)
  throw new Error(
    `There is no state machine ResilientService…${suffix} at ${process.env.AWS_ENDPOINT_URL}: the stack is not there.`,
  )
}

export async function startExecution(client: SFNClient, stateMachineArn: string, input: object): Promise<string> {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  )
  return executionArn ?? ''
}

/** Follows an execution and those it starts to their end; returns all, the outermost first. */
export async function follow(client: SFNClient, executionArn: string, watch: Watcher): Promise<FinishedExecution[]> {
  const machine = executionArn.split(':').at(-2)?.split('-').at(-1) ?? ''
  const events: HistoryEvent[] = []
  const children: Promise<FinishedExecution[]>[] = []
  for (;;) {
    const description = await client.send(new DescribeExecutionCommand({ executionArn }))
    for (const event of await newEvents(client, executionArn, events.at(-1)?.id ?? 0)) {
      events.push(event)
      watch(machine, event)
      const child = startedBy(event)
      if (child) children.push(follow(client, child, watch))
    }
    if (description.status !== 'RUNNING')
      return [{ machine, description, events }, ...(await Promise.all(children)).flat()]
    await sleep(pollMilliseconds)
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
