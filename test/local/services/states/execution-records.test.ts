import { expect, test } from '@jest/globals'
import { Execution } from '../../../../local/asl/execution.ts'
import { ManualClock } from '../../../../local/clock.ts'
import { ExecutionRecord } from '../../../../local/services/states/execution-record.ts'
import { ExecutionRecords, historyMebibytes } from '../../../../local/services/states/execution-records.ts'
import type { StateMachine } from '../../../../local/services/states/state-machine.ts'

const clock = new ManualClock(0)
const machine = { arn: 'm', name: 'm', revision: {} } as StateMachine

/** A record of an execution with one event of so many MiB. */
function recordOf(name: string, mebibytes: number) {
  const identity = { arn: name, name, roleArn: 'r', stateMachine: machine, startedAt: 0, redriveCount: 0 }
  const definition = { StartAt: 'A', States: {} } as never
  const execution = new Execution({ definition, input: {}, identity, region: '', clock, tasks: async () => ({}) })
  const executionStartedEventDetails = { input: 'x'.repeat(mebibytes * 2 ** 20) }
  execution.history.append('ExecutionStarted', 0, { executionStartedEventDetails })
  return new ExecutionRecord(machine, execution, { input: '{}' })
}

test('closed executions give way to later ones, the longest closed first; running ones and the last stay', () => {
  const records = new ExecutionRecords(() => 0)
  const [running, first, second, last] = [
    recordOf('running', historyMebibytes),
    recordOf('first', historyMebibytes / 2),
    recordOf('second', 1),
    recordOf('last', 2 * historyMebibytes),
  ]
  const names = () => [...records.values()].map(({ name }) => name)
  for (const record of [running, first, second, last]) records.add(record)
  records.close(second)
  records.close(first)
  expect(names()).toEqual(['running', 'first', 'second', 'last'])
  records.reopen(second)
  records.close(last)
  expect(names()).toEqual(['running', 'second', 'last'])
})
