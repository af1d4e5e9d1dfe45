import { readFileSync, writeFileSync } from 'node:fs'
import { services } from '../services/index.ts'
import { type Constraints, type Shape, validatedServices } from './constraints.ts'
import { expressionOf } from './expression.ts'

/** A shape as AWS's own models describe it. */
interface ModelShape {
  type: string
  min?: number
  max?: number
  pattern?: string
  enum?: string[]
  required?: string[]
  members?: Record<string, { shape: string }>
  member?: { shape: string }
  key?: { shape: string }
  value?: { shape: string }
}

interface Model {
  operations: Record<string, { input?: { shape: string } }>
  shapes: Record<string, ModelShape>
}

const models: Record<string, string> = {
  autoscaling: 'autoscaling/2011-01-01',
  dynamodb: 'dynamodb/2012-08-10',
  elasticloadbalancing: 'elbv2/2015-12-01',
  events: 'events/2015-10-07',
  iam: 'iam/2010-05-08',
  lambda: 'lambda/2015-03-31',
  logs: 'logs/2014-03-28',
  monitoring: 'cloudwatch/2010-08-01',
  scheduler: 'scheduler/2021-06-30',
  ssm: 'ssm/2014-11-06',
  states: 'stepfunctions/2016-11-23',
  sts: 'sts/2011-06-15',
  tagging: 'resourcegroupstaggingapi/2017-01-26',
}

/** The constraints of a service's operations, as the model of the AWS CLI in `site` (a folder `site-packages`) states them. */
export function extract(site: string, signingName: string): string {
  const file = `${site}/awscli/botocore/data/${models[signingName]}/service-2.json`
  const model = JSON.parse(readFileSync(file, 'utf8')) as Model
  const operations: Constraints['operations'] = {}
  const shapes: Constraints['shapes'] = {}
  for (const name of Object.keys(services.get(signingName)?.operations ?? {}).sort()) {
    const input = model.operations[name]?.input?.shape
    if (input && isConstrained(model, input)) operations[name] = input
    if (input) collect(model, input, shapes)
  }
  return `${JSON.stringify({ operations, shapes: sorted(shapes) }, undefined, 1)}\n`
}

function collect(model: Model, name: string, shapes: Constraints['shapes']) {
  if (shapes[name] || !isConstrained(model, name)) return
  const { min, max, pattern, enum: values, required, members, member, key, value } = shapeIn(model, name)
  const constrained = (shape?: string) => shape !== undefined && isConstrained(model, shape)
  const of = member?.shape ?? value?.shape
  const inner = Object.entries(members ?? {}).filter(([, { shape }]) => constrained(shape))
  const shape: Shape = {
    ...(min ? { min } : {}),
    ...(max === undefined ? {} : { max }),
    ...(pattern !== undefined && compiles(pattern) ? { pattern } : {}),
    ...(values ? { enum: values } : {}),
    ...(required?.length ? { required } : {}),
    ...(members ? { members: Object.fromEntries(inner.map(([name, { shape }]) => [name, shape])) } : {}),
    ...(of ? { of } : {}),
    ...(key && constrained(key.shape) ? { key: key.shape } : {}),
  }
  shapes[name] = shape
  for (const [, { shape }] of inner) collect(model, shape, shapes)
  for (const shape of [of, key?.shape]) if (shape) collect(model, shape, shapes)
}

function isConstrained(model: Model, name: string, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false
  seen.add(name)
  const { min, max, pattern, enum: values, required, members, member, key, value } = shapeIn(model, name)
  if (min || max !== undefined || pattern !== undefined || values || required?.length) return true
  const inner = [...Object.values(members ?? {}), member, key, value].flatMap((shape) => shape?.shape ?? [])
  return inner.some((shape) => isConstrained(model, shape, seen))
}

function shapeIn(model: Model, name: string): ModelShape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`the model has no shape ${name}`)
  return shape
}

/** A few of the patterns are Java's alone. */
function compiles(pattern: string): boolean {
  try {
    return expressionOf(pattern) !== undefined
  } catch {
    return false
  }
}

const sorted = (shapes: Constraints['shapes']) =>
  Object.fromEntries(Object.entries(shapes).sort(([one], [other]) => (one < other ? -1 : 1)))

if (import.meta.main) {
  const [site = ''] = process.argv.slice(2)
  for (const name of validatedServices)
    writeFileSync(new URL(`tables/${name}.json`, import.meta.url), extract(site, name))
}
