import type { Target } from '@aws-sdk/client-eventbridge'
import { type Event, eventTime } from './event.ts'
import type { Rule } from './rule.ts'

/** What a target is given: a constant, a part of the event, a text made of its parts, or the event itself. */
export function payloadFor(target: Target, rule: Rule, event: Event, now: number): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return JSON.stringify(atPath(event, target.InputPath) ?? null)
  if (target.InputTransformer) return transformed(target.InputTransformer, rule, event, now)
  return JSON.stringify(event)
}

type Transformer = NonNullable<Target['InputTransformer']>

function transformed({ InputPathsMap, InputTemplate = '' }: Transformer, rule: Rule, event: Event, now: number) {
  const paths = Object.entries(InputPathsMap ?? {})
  const values = new Map<string, unknown>([
    ...paths.map(([name, path]) => [name, atPath(event, path)] as const),
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', eventTime(now)],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
  ])
  return InputTemplate.replace(/<([\w.-]+)>/g, (placeholder, name: string, at: number) =>
    values.has(name) ? rendered(values.get(name), isInString(InputTemplate, at)) : placeholder,
  )
}

/** Within quotes a value is text; elsewhere it is JSON. One that the event lacks is empty. */
function rendered(value: unknown, isQuoted: boolean): string {
  if (!isQuoted) return JSON.stringify(value ?? null)
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return JSON.stringify(text).slice(1, -1)
}

function isInString(template: string, at: number): boolean {
  let inside = false
  for (let index = 0; index < at; index++) {
    if (template[index] === '\\') index++
    else if (template[index] === '"') inside = !inside
  }
  return inside
}

const step = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g

/** The value at a JSON path such as `$.detail.items[0]`; undefined where there is none. */
function atPath(value: unknown, path: string): unknown {
  return [...path.slice(1).matchAll(step)].reduce<unknown>((at, [, name, index, quoted]) => {
    if (typeof at !== 'object' || at === null) return undefined
    const key = name ?? index ?? quoted ?? ''
    return Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
  }, value)
}

/** Whether a text is a path that `atPath` reads. */
export const isPath = (path: string) => /^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path)
