import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { reactions } from '../../lambdas/core/errors.ts'
import { allStates, machines, read } from '../statemachine/definition.ts'

const root = join(import.meta.dirname, '..', '..')
const names = Object.keys(reactions)
const catalogue = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')

const sources = readdirSync(join(root, 'lambdas'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'lambdas', file), 'utf8'))
const definitions = [...machines().keys()].map((name) => read(`${name}.asl.json`))

describe('the catalogue of errors', () => {
  test('has a section for each error and none for anything else', () => {
    const sections = [...catalogue.matchAll(/^## (.+)$/gm)].map(([, name]) => name)
    expect(sections.toSorted()).toEqual(names.toSorted())
  })

  test.each(names)('says of %s what it means, what the machine does and what a person does', (name) => {
    const section = catalogue.split(`## ${name}\n`)[1]?.split('\n## ')[0] ?? ''
    for (const part of ['Means', 'The machine', 'You']) expect(section).toContain(`- **${part}**: `)
  })

  test.each(Object.entries(reactions))('tells the reaction to %s truly', (name, reaction) => {
    const section = catalogue.split(`## ${name}\n`)[1]?.split('\n## ')[0] ?? ''
    const does = section.match(/- \*\*The machine\*\*: (.*)/)?.[1] ?? ''
    expect([name, /^retries/.test(does)]).toEqual([name, reaction === 'retry'])
  })
})

describe('an error name', () => {
  test.each(names)('%s is thrown by a step or ended with by a state machine', (name) => {
    const thrown = new RegExp(`(new StepError\\(\\s*'${name}'|: '${name}',$)`, 'm')
    const ended = new RegExp(`"[eE]rror": "${name}"`)
    expect(sources.some((text) => thrown.test(text)) || definitions.some((text) => ended.test(text))).toBe(true)
  })

  test('in a Retry or Catch is one of ours or one of AWS', () => {
    const matched = allStates().flatMap(({ machine, name, state }) =>
      [...(state.Retry ?? []), ...(state.Catch ?? [])]
        .flatMap(({ ErrorEquals }) => ErrorEquals)
        .map((error) => ({ at: `${machine} ${name}`, error })),
    )
    const unknown = matched.filter(({ error }) => !names.includes(error) && !awsErrors.test(error))
    expect(unknown).toEqual([])
  })

  test('that a state machine ends with is one of ours', () => {
    const ended = definitions.flatMap((text) => [...text.matchAll(/"[eE]rror": "([^{"]+)"/g)].map(([, name]) => name))
    expect(ended.filter((name = '') => !names.includes(name))).toEqual([])
  })
})

const awsErrors = new RegExp(
  [
    'States\\.(ALL|Timeout|TaskFailed|HeartbeatTimeout|QueryEvaluationError|ItemReaderFailed|ExceedToleratedFailureThreshold)',
    'Lambda\\.(ClientExecutionTimeoutException|ServiceException|AWSLambdaException|SdkClientException|TooManyRequestsException|Unknown)',
    'Sandbox\\.Timedout',
    'StepFunctions\\.(AWSStepFunctionsException|SdkClientException|ThrottlingException|ExecutionAlreadyExistsException)',
  ]
    .map((each) => `^${each}$`)
    .join('|'),
)
