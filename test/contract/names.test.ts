import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ofScenario } from '../../commands/start/plan.ts'
import type { ErrorName } from '../../lambdas/core/errors.ts'
import { iamNamesOf, locationOf, namesOf, serviceName, serviceTag, tagsOf } from '../../lambdas/core/names.ts'
import { teardownInput } from '../../lambdas/input.ts'
import { catalogue } from '../../lambdas/scenario/catalogue.ts'
import { scenarioFields } from '../../lambdas/scenario/input.ts'

const service = fc.stringMatching(serviceName)
const lambdas = join(import.meta.dirname, '..', '..', 'lambdas')

/** Every name of a service in one list. */
function flat(names: object): string[] {
  return Object.values(names).flatMap((value) => (typeof value === 'string' ? [value] : flat(value as object)))
}

const iamOf = (name: string) => ({ iam: iamNamesOf(name, 'us-west-2') })

describe('the names of a service', () => {
  test('are of letters and lengths that every AWS service takes', () => {
    fc.assert(
      fc.property(service, (name) => {
        const { loadBalancer, targetGroup, table, parameters } = namesOf(name)
        const { role, limited } = iamNamesOf(name, 'ap-southeast-1')
        // Elastic Load Balancing: at most 32 of letters, digits and hyphens, none at either end.
        for (const each of [loadBalancer, targetGroup]) expect(each).toMatch(/^[a-z0-9](?!.{32})[a-z0-9-]*[a-z0-9]$/)
        // IAM: at most 64 for roles. DynamoDB: 3 to 255. Parameter Store: letters, digits and ._- between slashes.
        for (const each of [role, limited.role, limited.profile]) expect(each).toMatch(/^[\w+=,.@-]{1,64}$/)
        expect(table).toMatch(/^[a-zA-Z0-9_.-]{3,255}$/)
        expect(parameters.settings.table).toMatch(/^(\/[a-zA-Z0-9_.-]+)+$/)
      }),
    )
  })

  test('are never those of another service', () => {
    fc.assert(
      fc.property(service, service, (one, other) => {
        fc.pre(one !== other)
        const { haltAll: _, ...own } = namesOf(one).parameters
        const taken = new Set(flat({ ...namesOf(one), parameters: own, lock: namesOf(one).lock.pk, ...iamOf(one) }))
        const others = flat({ ...namesOf(other), lock: namesOf(other).lock.pk, ...iamOf(other) })
        expect(others.filter((name) => taken.has(name))).toEqual([])
      }),
    )
  })

  test('differ from region to region in IAM, which is one for all regions', () => {
    fc.assert(
      fc.property(service, service, (one, other) => {
        const here = new Set(flat(iamNamesOf(one, 'us-west-2')))
        expect(flat(iamNamesOf(other, 'us-east-1')).filter((name) => here.has(name))).toEqual([])
      }),
    )
  })

  test('come from one file: nothing else in lambdas/ spells a prefix out', () => {
    const files = readdirSync(lambdas, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    const spelling = files.filter((file) =>
      /['"`](resilient-[$*]|\/resilient-service\/\$)/.test(readFileSync(join(lambdas, file), 'utf8')),
    )
    expect(spelling.toSorted()).toEqual(['core/names.ts'])
  })
})

test.each([
  ['flags.ts', String(serviceName)],
  ['start/run.ts', `'${'InvalidInput' satisfies ErrorName}'`],
  ['start/leftovers.ts', `'tag:${serviceTag}'`],
  ['bench/servers.ts', iamNamesOf('servers', `\${cloud.region}`).profile],
  ['bench.ts', namesOf('bench').parameters.settings.table],
])('commands/%s, which imports nothing of lambdas/, spells %s as the steps do', (file, spelling) => {
  expect(readFileSync(join(lambdas, '..', 'commands', file), 'utf8')).toContain(spelling)
})

test('what npm start deals out to a scenario alone is what only a scenario takes', () => {
  expect(ofScenario.toSorted()).toEqual(Object.keys(scenarioFields).toSorted())
})

test('the catalogue has each file of statemachine/scenarios/ under its name, and nothing else', () => {
  const files = readdirSync(join(lambdas, '..', 'statemachine', 'scenarios'))
  expect(
    Object.keys(catalogue)
      .map((name) => `${name}.json`)
      .toSorted(),
  ).toEqual(files.toSorted())
})

test('the input takes exactly the services that have valid names', () => {
  fc.assert(fc.property(service, (name) => teardownInput.safeParse({ service: name }).success))
  const wrong = ['', '-a', 'a-', '1a', 'A', 'a.b', 'a_b', 'ä', 'a'.repeat(21), 'a b']
  expect(wrong.filter((name) => teardownInput.safeParse({ service: name }).success)).toEqual([])
})

test('tags name the service and the execution, not its whole ARN', () => {
  const execution = 'arn:aws-cn:states:cn-north-1:123456789012:execution:ResilientService-Deploy:run-7'
  expect(locationOf(execution)).toEqual({
    partition: 'aws-cn',
    region: 'cn-north-1',
    account: '123456789012',
    name: 'run-7',
  })
  expect(tagsOf('shop', execution)).toEqual([
    { Key: 'resilient-service', Value: 'shop' },
    { Key: 'resilient-service-execution', Value: 'run-7' },
  ])
})
